from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "portal.workflow"
    verbose_name = "Nazicht"

    def ready(self):
        from portal.versions import restoring
        from portal.workflow.proposals import propose

        # Who may not change a public entry has an older version of it proposed.
        restoring.propose = propose
