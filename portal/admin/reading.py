"""Lists of the admin that are there to read."""


class ReadOnly:
    """Mixin for a ModelAdmin: nobody adds, changes or deletes a row by hand."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
