"""How large a file may be that somebody sends; listed in settings before Django's own handlers."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class BoundedUpload(FileUploadHandler):
    """Stops taking in a file that is larger than MAX_UPLOAD: it is not kept, and the form gets none."""

    total = 0

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.total = 0

    def receive_data_chunk(self, raw_data, start):
        self.total += len(raw_data)
        if self.total > settings.MAX_UPLOAD:
            # The rest is read and thrown away, so that the browser gets an answer.
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size):
        return None


def too_large(request):
    """Whether `request` came with more than a file may be."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > settings.MAX_UPLOAD
