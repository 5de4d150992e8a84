"""What makes a password too easy to guess, said in words that help to choose a better one."""

import re

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError

ADVICE = (
    "Minstens 12 tekens. Vier woorden die niets met elkaar te maken hebben, onthoudt u makkelijk."
    " Neem geen bekend wachtwoord, en niets dat op uw naam of e-mailadres lijkt."
    " Hoofdletters, cijfers en leestekens mogen, maar moeten niet. U hoeft het niet geregeld te wijzigen."
)

# What people in a Flemish office take when they must think of something, whatever they write around it.
COMMON = re.compile(
    r"(wachtwoord|paswoord|password|welkom|gemeente|stadhuis|gemeentehuis|kapstok|integratie|inburgering|geheim|"
    r"vlaanderen|belgie|brussel|antwerpen|limburg|qwerty|azerty|administrator|admin|beheerder|redacteur|"
    r"maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|lente|zomer|herfst|winter|"
    r"januari|februari|maart|april|juni|juli|augustus|september|oktober|november|december)"
)
LEAST_LEFT = 5  # letters beside those words
LEAST_KINDS = 5  # different characters
KEYBOARD = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm",
)


class LongEnough(MinimumLengthValidator):
    def get_error_message(self):
        return f"Dit wachtwoord is te kort. Neem minstens {self.min_length} tekens."

    def get_help_text(self):
        return f"Minstens {self.min_length} tekens."


class NotLikeTheName(UserAttributeSimilarityValidator):
    """Django's, with a sentence that says what to do."""

    def validate(self, password, user=None):
        try:
            super().validate(password, user)
        except ValidationError as error:
            raise ValidationError(
                "Dit wachtwoord lijkt te veel op uw naam of uw e-mailadres. Kies iets anders.", code=error.code
            ) from error

    def get_help_text(self):
        return "Niets dat op uw naam of uw e-mailadres lijkt."


class NotGuessable(CommonPasswordValidator):
    """Refuses what many people take, also with something around it; a few keys in a row; one character many times."""

    def validate(self, password, user=None):
        text = password.casefold()
        letters = re.sub(r"[^a-zà-ÿ]", "", text)
        others = COMMON.sub("", letters)
        if {text, letters} & self.passwords or (others != letters and len(others) < LEAST_LEFT):
            raise ValidationError(
                "Dit wachtwoord is makkelijk te raden: het is een gewoon woord, of een met iets erbij. Neem er woorden"
                " bij.",
                code="password_guessable",
            )
        if len(set(text)) < LEAST_KINDS or any(text in row or text in row[::-1] for row in KEYBOARD):
            raise ValidationError(
                "Dit wachtwoord is makkelijk te raden: dezelfde tekens, of toetsen op een rij. Kies iets anders.",
                code="password_guessable",
            )

    def get_help_text(self):
        return "Geen gewoon woord met een cijfer erbij."
