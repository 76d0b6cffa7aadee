using Quintet.Db;
using Quintet.Http;
using Quintet.Urls;

namespace Quintet.Views;

/// <summary>
/// The view runs in a transaction (Django's <c>@transaction.atomic</c>): an exception rolls it back, any response commits it, one with
/// status 404 or 500, too. Several stand around each other, for several databases.
/// </summary>
/// <remarks>What the response only makes while it is sent (<see cref="HttpResponse.IsStreaming"/>) comes after the commit.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class AtomicAttribute : ViewDecoratorAttribute
{
    /// <summary>The alias of the database.</summary>
    public string Using { get; init; } = Database.DefaultAlias;

    /// <summary>When the view is done, it is committed: an error inside of another transaction, as with <c>AtomicRequests</c>.</summary>
    public bool Durable { get; init; }

    /// <summary>False: inside of another transaction the view is not undone alone; where it fails, the whole is.</summary>
    public bool Savepoint { get; init; } = true;

    public override ViewHandler Decorate(ViewHandler view) => (request, kwargs) =>
        new(Transaction.AtomicAsync(async _ => await view(request, kwargs), Using, request.Aborted, Durable, Savepoint));
}

/// <summary>The view is not put into a transaction of its own, whatever the database's <see cref="Database.AtomicRequests"/> says.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class NonAtomicRequestsAttribute : Attribute
{
    /// <summary>The alias of the database.</summary>
    public string Using { get; init; } = Database.DefaultAlias;
}
