from django.core.management.base import BaseCommand

from portal.search import index


class Command(BaseCommand):
    help = (
        "Maakt de zoekindex opnieuw. Het portaal blijft werken: elke fiche houdt haar oude regel tot de nieuwe er is."
    )

    def handle(self, *args, **options):
        for model in index.entry_models():
            self.rebuild(model)
        index.recount_words()
        self.stdout.write("De zoekindex is opnieuw gemaakt.")

    def rebuild(self, model):
        """Index all entries of `model` in batches, each whole or not at all."""
        name = model._meta.verbose_name_plural
        total = model.objects.published().count()
        done = last = 0
        index.remove_strays(model)
        while keys := list(
            model.objects.published().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[: index.BATCH]
        ):
            index.refresh(model, keys, count_words=False)
            last, done = keys[-1], done + len(keys)
            self.stdout.write(f"{name}: {done} van {total}", ending="\n" if done >= total else "\r")
            self.stdout.flush()
