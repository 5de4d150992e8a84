"""What somebody chooses to take in a spreadsheet."""

from django import forms


class UploadForm(forms.Form):
    file = forms.FileField(
        label="bestand",
        help_text="CSV, XLSX of ODS, hoogstens 30 MB.",
        error_messages={"required": "Kies een bestand.", "empty": "Dit bestand is leeg."},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.ods"}),
    )
