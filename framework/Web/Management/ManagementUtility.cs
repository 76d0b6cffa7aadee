using Quintet.Checks;
using Quintet.Conf;
using Quintet.Db;
using Quintet.Management.Commands;
using Quintet.Text;
using Quintet.Views.Technical;

namespace Quintet.Management;

/// <summary>Runs <c>dotnet run COMMAND</c> (Django's <c>manage.py</c>). All that <c>Manage.cs</c> calls.</summary>
public static class ManagementUtility
{
    /// <summary>The framework's own commands, all of them. Apps add theirs through the manifest.</summary>
    private static readonly (string Name, Func<Command> Create)[] Builtin =
    [
        ("check", static () => new CheckCommand()),
        ("clearsessions", static () => new ClearSessionsCommand()),
        ("collectstatic", static () => new CollectStaticCommand()),
        ("createcachetable", static () => new CreateCacheTableCommand()),
        ("dbshell", static () => new DbShellCommand()),
        ("diffsettings", static () => new DiffSettingsCommand()),
        ("dumpdata", static () => new DumpDataCommand()),
        ("findstatic", static () => new FindStaticCommand()),
        ("flush", static () => new FlushCommand()),
        ("help", static () => new HelpCommand()),
        ("inspectdb", static () => new InspectDbCommand()),
        ("loaddata", static () => new LoadDataCommand()),
        ("makemigrations", static () => new MakeMigrationsCommand()),
        ("migrate", static () => new MigrateCommand()),
        ("optimizemigration", static () => new OptimizeMigrationCommand()),
        ("runserver", static () => new RunServerCommand()),
        ("sendtestemail", static () => new SendTestEmailCommand()),
        ("shell", ShellPackage.CreateCommand),
        ("showmigrations", static () => new ShowMigrationsCommand()),
        ("showurls", static () => new ShowUrlsCommand()),
        ("sqlmigrate", static () => new SqlMigrateCommand()),
        ("squashmigrations", static () => new SquashMigrationsCommand()),
        ("startapp", static () => new StartAppCommand()),
        ("test", static () => new TestCommand()),
        ("version", static () => new VersionCommand()),
    ];

    /// <summary>Loads the project and runs the command that the arguments name.</summary>
    /// <returns>The exit code: 0 where all went well, 1 where the command could not do its work, 2 for a wrong command line.</returns>
    public static Task<int> ExecuteFromCommandLine<TSettings>(string[] args) where TSettings : Settings, new() =>
        Execute(static () => new TSettings(), args, Console.Out, Console.Error, isProcess: true);

    /// <summary>Runs a command of the project from code (Django's <c>call_command</c>): <c>CallCommand("migrate", "blog", "--plan")</c>.</summary>
    /// <param name="name">The command's name.</param>
    /// <param name="arguments">What would stand after it on a command line.</param>
    /// <returns>The command's exit code.</returns>
    /// <exception cref="CommandError">There is no such command, its arguments are wrong, or it cannot do its work.</exception>
    public static int CallCommand(string name, params string[] arguments) => CallCommandAsync(name, arguments).GetAwaiter().GetResult();

    /// <summary>Runs a command whose arguments and options are set as properties: <c>CallCommand(new Seed { Books = 3 })</c>.</summary>
    /// <inheritdoc cref="CallCommand(string, string[])"/>
    public static int CallCommand(Command command) => CallCommandAsync(command).GetAwaiter().GetResult();

    /// <inheritdoc cref="CallCommand(string, string[])"/>
    /// <param name="name">The command's name.</param>
    /// <param name="arguments">What would stand after it on a command line.</param>
    /// <param name="output">Where it writes; the console by default.</param>
    /// <param name="error">Where it writes what went wrong; the console by default.</param>
    /// <param name="input">Where it reads answers; nobody is there by default.</param>
    public static Task<int> CallCommandAsync(string name, IReadOnlyList<string> arguments, TextWriter? output = null, TextWriter? error = null, TextReader? input = null)
    {
        var command = Find(Application.Current, name).Prepare(new(output ?? Console.Out, error ?? Console.Error, input, new()), out var parser);
        return command.Command.Execute(command.Bind(parser.Parse(arguments)));
    }

    /// <inheritdoc cref="CallCommand(Command)"/>
    /// <param name="command">The command.</param>
    /// <param name="output">Where it writes; the console by default.</param>
    /// <param name="error">Where it writes what went wrong; the console by default.</param>
    /// <param name="input">Where it reads answers; nobody is there by default.</param>
    public static Task<int> CallCommandAsync(Command command, TextWriter? output = null, TextWriter? error = null, TextReader? input = null)
    {
        command.Terminal = new(output ?? Console.Out, error ?? Console.Error, input, new());
        var parser = new ArgumentParser(command.Name, command.Help);
        command.AddArguments(parser);
        return command.Execute(parser.Defaults());
    }

    /// <summary>The same as <see cref="ExecuteFromCommandLine"/>, for tests: the output can be read, and the process's own context stays as it is.</summary>
    internal static Task<int> Execute(Func<Settings> makeSettings, string[] args, TextWriter output, TextWriter error, bool isProcess = false, TextReader? input = null)
    {
        var options = args.TakeWhile(word => word != "--").ToList();
        bool? colors = options.Contains("--no-color") ? false : options.Contains("--force-color") ? true : null;
        if (isProcess && !Console.IsInputRedirected) input = new ConsoleReader();
        var terminal = new Terminal(output, error, input, isProcess ? TerminalOptions.OfProcess(colors) : new(Colors: colors));
        var traceback = options.Contains("--traceback");
        try
        {
            if (colors is false && options.Contains("--force-color")) throw new CommandError("The --no-color and --force-color options can't be used together.", 2);
            var application = Application.Load(makeSettings());
            // This method is not async: a context that is entered in one does not reach what it calls.
            if (isProcess) Context.SetRoot(application.Context);
            using (application.Context.Enter()) return Closed(Run(application, args, terminal, traceback), application);
        }
        catch (Exception exception)
        {
            return Task.FromResult(Explain(exception, terminal, traceback));
        }
    }

    /// <summary>Every command of the project by name: its own first, then the framework's.</summary>
    internal static SortedDictionary<string, CommandEntry> Commands(Application application)
    {
        var commands = new SortedDictionary<string, CommandEntry>(StringComparer.Ordinal);
        foreach (var (name, create) in Builtin) commands[name] = new(name, new(create), IsBuiltin: true);
        // An app may replace a command, as in Django.
        foreach (var registration in application.Apps.OfType<CommandRegistration>())
        {
            var name = registration.Create().Name;
            commands[name] = new(name, registration, IsBuiltin: false);
        }

        return commands;
    }

    /// <exception cref="CommandError">There is no such command.</exception>
    internal static CommandEntry Find(Application application, string name)
    {
        var commands = Commands(application);
        return commands.GetValueOrDefault(name) ?? throw new CommandError(
            $"Unknown command: '{name}'.{DidYouMean.Sentence(name, commands.Keys)}\nThe commands are: {string.Join(", ", commands.Keys)}. Type 'dotnet run help COMMAND' for help on one of them.", 2);
    }

    /// <summary>What a command opened is closed when it is done: SQLite then leaves the database's one file.</summary>
    private static async Task<int> Closed(Task<int> command, Application application)
    {
        try
        {
            return await command;
        }
        finally
        {
            application.Connections.Dispose();
        }
    }

    private static async Task<int> Run(Application application, string[] args, Terminal terminal, bool traceback)
    {
        try
        {
            // The options of every command may stand before its name as well.
            var place = Array.FindIndex(args, word => !ReservedOptions.OfEveryCommand.Any(option => option.Name == word));
            var name = place < 0 ? "help" : args[place] switch { "--version" => "version", "--help" or "-h" => "help", var word => word };
            var prepared = Find(application, name).Prepare(terminal, out var parser);
            var arguments = prepared.Bind(parser.Parse([.. args.Where((_, i) => i != place)]));
            var checks = prepared.Command.RequiresSystemChecks && !arguments.SkipChecks;
            return checks && !SystemChecks.Allow(application, terminal, prepared.Command.DatabasesToCheck(arguments)) ? 1 : await prepared.Command.Execute(arguments);
        }
        catch (Exception exception)
        {
            return Explain(exception, terminal, traceback);
        }
    }

    /// <summary>Says what went wrong: an expected failure without a stack trace, as its message says all; a mistake in a program with it.</summary>
    private static int Explain(Exception exception, Terminal terminal, bool traceback)
    {
        var name = exception is DatabaseErrorException ? exception.GetType().Name.Replace("Exception", "", StringComparison.Ordinal) : exception.GetType().Name;
        var isExpected = exception is CommandError or ImproperlyConfigured or DatabaseErrorException;
        terminal.Out.Flush();
        terminal.Error.WriteLine(terminal.ErrorStyle.Error(isExpected && !traceback ? $"{name}: {exception.Message}" : ErrorText.Of(exception)));
        return exception is CommandError error ? error.ExitCode : 1;
    }
}

/// <summary>A command of the project.</summary>
/// <param name="Name">What is typed.</param>
/// <param name="Registration">How it is made.</param>
/// <param name="IsBuiltin">Whether it is the framework's.</param>
internal sealed record CommandEntry(string Name, CommandRegistration Registration, bool IsBuiltin)
{
    /// <summary>Makes the command and declares its arguments.</summary>
    public (Command Command, Func<CommandArguments, CommandArguments> Bind) Prepare(Terminal terminal, out ArgumentParser parser)
    {
        var command = Registration.Create();
        command.Terminal = terminal;
        parser = new ArgumentParser(Name, command.Help);
        Registration.Declare?.Invoke(command, parser);
        command.AddArguments(parser);
        return (command, arguments =>
        {
            Registration.Bind?.Invoke(command, arguments);
            return arguments;
        }
        );
    }
}
