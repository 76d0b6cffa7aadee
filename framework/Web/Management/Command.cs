namespace Quintet.Management;

/// <summary>
/// A management command: <c>dotnet run NAME</c>. An app's own are public classes derived from this one; the generator registers them.
/// </summary>
/// <example><code>
/// public class Seed : Command
/// {
///     [Option(Help = "How many books.")]
///     public int Books { get; set; } = 400;
///
///     public override string Help => "Fills the database with sample data.";
///
///     public override Task&lt;int&gt; Execute(CommandArguments arguments)
///     {
///         Out.WriteLine(Style.Success($"{Books} books."));
///         return Task.FromResult(0);
///     }
/// }
/// </code></example>
public abstract class Command
{
    /// <summary>By default the class's name in snake_case, without "Command" at its end.</summary>
    public virtual string Name
    {
        get
        {
            var name = GetType().Name;
            return Names.ToSnakeCase(name.Length > 7 && name.EndsWith("Command", StringComparison.Ordinal) ? name[..^7] : name);
        }
    }

    /// <summary>One sentence for <c>dotnet run help</c>.</summary>
    public virtual string Help => "";

    /// <summary>Whether the system checks come first, and keep the command from running where there is an error (Django's <c>requires_system_checks</c>).</summary>
    public virtual bool RequiresSystemChecks => true;

    /// <summary>Where the command writes and asks; not yet there in the constructor.</summary>
    public Terminal Terminal { get; internal set; } = null!;

    /// <summary>Where the command writes; tests read it.</summary>
    public TextWriter Out => Terminal.Out;

    /// <summary>Where it writes what went wrong.</summary>
    public TextWriter Error => Terminal.Error;

    /// <summary>Where it reads what a person answers; null: nobody is there to be asked.</summary>
    public TextReader? In => Terminal.In;

    /// <summary>Colours for <see cref="Out"/>.</summary>
    public TextStyle Style => Terminal.Style;

    /// <summary>Declares arguments and options.</summary>
    public virtual void AddArguments(ArgumentParser parser)
    {
    }

    /// <summary>The databases that the system checks may ask.</summary>
    internal virtual IReadOnlyList<string> DatabasesToCheck(CommandArguments arguments) => [];

    /// <summary>Does the work.</summary>
    /// <returns>The exit code: 0 where all went well.</returns>
    /// <exception cref="CommandError">It cannot be done; the message is shown without a stack trace.</exception>
    public abstract Task<int> Execute(CommandArguments arguments);
}

/// <summary>A command cannot do its work; the message says why and what to do.</summary>
public sealed class CommandError(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>An app's own command; the generator writes one per public class derived from <see cref="Command"/>.</summary>
/// <param name="Create">Makes the command; its name is asked of it.</param>
public sealed record CommandRegistration(Func<Command> Create)
{
    /// <summary>The label of the app that it belongs to; null for the project's own.</summary>
    public string? AppLabel { get; init; }

    /// <summary>Declares the properties that are marked <see cref="ArgumentAttribute"/> or <see cref="OptionAttribute"/>.</summary>
    public Action<Command, ArgumentParser>? Declare { get; init; }

    /// <summary>Sets these properties.</summary>
    public Action<Command, CommandArguments>? Bind { get; init; }
}
