using System.Collections.Frozen;
using Quintet.Db;

namespace Quintet.Auth;

/// <summary>
/// Who asks (Django's <c>AbstractBaseUser</c> and <c>PermissionsMixin</c>): the type of <see cref="Http.HttpRequest.User"/>. It has no table and no fields; a model that derives from it
/// makes fields of those properties that it stores: <c>[CharField(MaxLength = 150, Unique = true)] public override string Username { get; set; } = "";</c>
/// </summary>
public abstract class AbstractBaseUser : Model
{
    public virtual string Username { get; set; } = "";

    /// <summary>Whether the account is in use; one that is not has no permissions.</summary>
    public virtual bool IsActive { get; set; } = true;

    /// <summary>Whether the user may enter the admin.</summary>
    public virtual bool IsStaff { get; set; }

    /// <summary>Whether the user has every permission without being given it.</summary>
    public virtual bool IsSuperuser { get; set; }

    /// <summary>True for every user but <see cref="AnonymousUser"/>: somebody has logged in.</summary>
    public virtual bool IsAuthenticated => true;

    /// <summary>The opposite of <see cref="IsAuthenticated"/>.</summary>
    public virtual bool IsAnonymous => false;

    /// <summary>What identifies the user at the login: the name, or what a model has in its place, such as the address.</summary>
    public virtual string GetUsername() => Username;

    /// <summary>The permissions that were given to the user: <c>blog.add_post</c>.</summary>
    /// <param name="obj">Those for one object; null: those in general.</param>
    public virtual IReadOnlySet<string> GetUserPermissions(object? obj = null) => FrozenSet<string>.Empty;

    /// <summary>The permissions that the user has as a member of groups.</summary>
    /// <inheritdoc cref="GetUserPermissions"/>
    public virtual IReadOnlySet<string> GetGroupPermissions(object? obj = null) => FrozenSet<string>.Empty;

    /// <summary>Both together.</summary>
    /// <inheritdoc cref="GetUserPermissions"/>
    public virtual IReadOnlySet<string> GetAllPermissions(object? obj = null) => GetUserPermissions(obj).Union(GetGroupPermissions(obj)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether the user may do something. An active superuser may do all, an inactive user nothing.</summary>
    /// <param name="perm">The app and the permission: <c>blog.add_post</c>.</param>
    /// <param name="obj">The object with which it is to be done; null: in general.</param>
    public virtual bool HasPerm(string perm, object? obj = null) => IsActive && (IsSuperuser || GetAllPermissions(obj).Contains(perm));

    /// <summary>Whether the user has each of the permissions.</summary>
    /// <inheritdoc cref="HasPerm"/>
    public virtual bool HasPerms(IEnumerable<string> perms, object? obj = null) => perms.All(perm => HasPerm(perm, obj));

    /// <summary>Whether the user has any permission in an app.</summary>
    /// <param name="appLabel">The app: <c>blog</c>.</param>
    public virtual bool HasModulePerms(string appLabel) =>
        IsActive && (IsSuperuser || GetAllPermissions().Any(perm => perm.AsSpan().StartsWith(appLabel, StringComparison.Ordinal) && perm.AsSpan(appLabel.Length) is ['.', ..]));

    public override bool TryGetTemplateMember(string name, out object? value)
    {
        switch (name)
        {
            case "username" or nameof(Username): value = Username; return true;
            case "is_active" or nameof(IsActive): value = IsActive; return true;
            case "is_staff" or nameof(IsStaff): value = IsStaff; return true;
            case "is_superuser" or nameof(IsSuperuser): value = IsSuperuser; return true;
            case "is_authenticated" or nameof(IsAuthenticated): value = IsAuthenticated; return true;
            case "is_anonymous" or nameof(IsAnonymous): value = IsAnonymous; return true;
            case "get_username" or nameof(GetUsername): value = GetUsername(); return true;
            case "get_user_permissions" or nameof(GetUserPermissions): value = GetUserPermissions(); return true;
            case "get_group_permissions" or nameof(GetGroupPermissions): value = GetGroupPermissions(); return true;
            case "get_all_permissions" or nameof(GetAllPermissions): value = GetAllPermissions(); return true;
            default: return base.TryGetTemplateMember(name, out value);
        }
    }

    public override string ToString() => GetUsername();
}
