"""Administrators give people a role, and cannot reach above their own."""

from django.contrib.auth.models import Group, Permission, User

from portal.roles import ADMINISTRATOR, EDITOR, OFFICER, ROLES, set_up_roles
from tests.admin.forms import address, filled

PASSWORD = "vuurtoren-in-de-mist"


def permissions(role):
    return set(Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename"))


def test_roles_are_set_back_to_what_they_are(db):
    set_up_roles()
    officer = permissions(OFFICER)
    Group.objects.get(name=OFFICER).permissions.add(Permission.objects.get(codename="publish_practice"))
    Group.objects.get(name=EDITOR).permissions.clear()

    set_up_roles()

    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    assert permissions(OFFICER) == officer
    assert ("practices", "publish_practice") in permissions(EDITOR) - officer


def test_administrator_gives_no_more_than_a_role(sign_in):
    administrator = sign_in(ADMINISTRATOR)
    form = filled(administrator.get(address(administrator.user)))
    permission = Permission.objects.get(codename="delete_logentry")

    administrator.post(address(administrator.user), form | {"is_superuser": "on", "user_permissions": [permission.pk]})

    user = User.objects.get(pk=administrator.user.pk)
    assert (user.is_superuser, user.user_permissions.count()) == (False, 0)


def test_superuser_is_out_of_reach(sign_in):
    administrator = sign_in(ADMINISTRATOR)
    superuser = User.objects.create_superuser("root", password=PASSWORD)
    new = {"password1": "iets-heel-anders-9", "password2": "iets-heel-anders-9", "set-password": "1"}

    changed = administrator.post(address(superuser), {"username": "root", "is_active": ""})
    taken = administrator.post(f"/beheer/auth/user/{superuser.pk}/password/", new)

    superuser.refresh_from_db()
    assert (changed.status_code, taken.status_code) == (403, 404)
    assert superuser.check_password(PASSWORD)
    assert superuser.is_active


def test_editor_sees_no_accounts(sign_in):
    editor = sign_in(EDITOR)

    assert editor.get(address(User, "changelist")).status_code == 403
    assert editor.get(address(editor.user)).status_code == 403


def test_account_without_role_sees_an_empty_desk(sign_in):
    response = sign_in(None).get("/beheer/")

    assert response.context["app_list"] == []
    assert "U hebt geen rechten om iets te bekijken of te bewerken." in response.content.decode()
