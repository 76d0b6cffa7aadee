using Quintet.Apps;
using Quintet.Conf;

namespace Quintet.Checks;

/// <summary>
/// A check of an app's own: a static method that takes a <see cref="CheckContext"/> and gives what it finds. It runs before the server starts and with
/// <c>dotnet run check</c>.
/// </summary>
/// <example><code>
/// [Check("shop")]
/// public static IEnumerable&lt;CheckMessage&gt; Currency(CheckContext check)
/// {
///     if (Settings.Current.Currency is null) yield return new("shop.E001", CheckLevel.Error, "Currency is not set.", "Currency = \"EUR\"", "Settings.Currency");
/// }
/// </code></example>
/// <param name="tags">What <c>check --tag</c> selects it by. One with the tag <c>database</c> runs only where databases are checked.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CheckAttribute(params string[] tags) : Attribute
{
    public IReadOnlyList<string> Tags { get; } = tags;

    /// <summary>Runs with <c>check --deploy</c> only: about settings that are right while developing and wrong on a server.</summary>
    public bool Deploy { get; set; }
}

/// <summary>What is checked.</summary>
/// <param name="Settings">The settings in force.</param>
/// <param name="Apps">The apps that are looked at: all, or those that <c>check</c> names.</param>
/// <param name="Databases">The aliases of the databases that may be asked; none unless <c>check --database</c> or <c>migrate</c> names one.</param>
public sealed record CheckContext(Settings Settings, IReadOnlyList<AppConfig> Apps, IReadOnlyList<string> Databases);

/// <summary>A check; the generator writes one per method marked <see cref="CheckAttribute"/>.</summary>
/// <param name="Tags">What it is selected by.</param>
/// <param name="Deploy">Whether it is about deployment only.</param>
/// <param name="Run">Looks.</param>
public sealed record CheckRegistration(IReadOnlyList<string> Tags, bool Deploy, Func<CheckContext, IEnumerable<CheckMessage>> Run);
