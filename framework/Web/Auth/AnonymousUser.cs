using Quintet.Db;

namespace Quintet.Auth;

/// <summary>Somebody who has not logged in (Django's <c>AnonymousUser</c>): no name, no permission, no row of any table.</summary>
public sealed class AnonymousUser : AbstractBaseUser
{
    private const string NoRow = "Quintet doesn't provide a DB representation for AnonymousUser.";

    public override string Username
    {
        get => "";
        set => throw new NotSupportedException(NoRow);
    }

    public override bool IsActive
    {
        get => false;
        set => throw new NotSupportedException(NoRow);
    }

    public override bool IsStaff
    {
        get => false;
        set => throw new NotSupportedException(NoRow);
    }

    public override bool IsSuperuser
    {
        get => false;
        set => throw new NotSupportedException(NoRow);
    }

    public override bool IsAuthenticated => false;

    public override bool IsAnonymous => true;

    /// <summary>Null.</summary>
    /// <exception cref="NotSupportedException">It is set.</exception>
    public override object? Pk
    {
        get => null;
        set => throw new NotSupportedException(NoRow);
    }

    /// <exception cref="NotSupportedException">Always: <c>Filter(b => b.Owner == request.User)</c> asks for <see cref="AbstractBaseUser.IsAuthenticated"/> first.</exception>
    public override ModelMeta GetMeta() => throw new NotSupportedException(NoRow + " It cannot be used in a query: ask for request.User.IsAuthenticated first.");

    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Save(SaveOptions options) => throw new NotSupportedException(NoRow);

    /// <inheritdoc cref="Save(SaveOptions)"/>
    public override Task SaveAsync(SaveOptions options, CancellationToken cancellation = default) => throw new NotSupportedException(NoRow);

    /// <inheritdoc cref="Save(SaveOptions)"/>
    public override DeletionResult Delete(string? @using = null, bool keepParents = false) => throw new NotSupportedException(NoRow);

    /// <inheritdoc cref="Save(SaveOptions)"/>
    public override Task<DeletionResult> DeleteAsync(string? @using = null, bool keepParents = false, CancellationToken cancellation = default) => throw new NotSupportedException(NoRow);

    /// <summary>One anonymous user is as good as another.</summary>
    public override bool Equals(object? obj) => obj is AnonymousUser;

    public override int GetHashCode() => 1;

    public override string ToString() => nameof(AnonymousUser);
}
