using Quintet.Conf;
using Quintet.Management.Commands;
using Quintet.Text;

namespace Quintet.Management;

/// <summary>Runs <c>dotnet run COMMAND</c> (Django's <c>manage.py</c>). All that <c>Manage.cs</c> calls.</summary>
public static class ManagementUtility
{
    /// <summary>The framework's own commands, all of them. Apps add theirs through the manifest.</summary>
    private static readonly (string Name, Func<Command> Create)[] Builtin =
    [
        ("check", static () => new CheckCommand()),
        ("dumpdata", static () => new DumpDataCommand()),
        ("flush", static () => new FlushCommand()),
        ("help", static () => new HelpCommand()),
        ("inspectdb", static () => new InspectDbCommand()),
        ("loaddata", static () => new LoadDataCommand()),
        ("makemigrations", static () => new MakeMigrationsCommand()),
        ("migrate", static () => new MigrateCommand()),
        ("runserver", static () => new RunServerCommand()),
        ("showmigrations", static () => new ShowMigrationsCommand()),
        ("showurls", static () => new ShowUrlsCommand()),
        ("sqlmigrate", static () => new SqlMigrateCommand()),
        ("startapp", static () => new StartAppCommand()),
        ("version", static () => new VersionCommand()),
    ];

    /// <summary>Loads the project and runs the command that the arguments name.</summary>
    /// <returns>The exit code: 0 where all went well, 1 where the command could not do its work, 2 for a wrong command line.</returns>
    public static Task<int> ExecuteFromCommandLine<TSettings>(string[] args) where TSettings : Settings, new() =>
        Execute(static () => new TSettings(), args, Console.Out, Console.Error, isProcess: true);

    /// <summary>The same, for tests: the output can be read, and the process's own context stays as it is.</summary>
    internal static Task<int> Execute(Func<Settings> makeSettings, string[] args, TextWriter output, TextWriter error, bool isProcess = false, TextReader? input = null)
    {
        Application application;
        try
        {
            application = Application.Load(makeSettings());
        }
        catch (ImproperlyConfigured exception)
        {
            error.WriteLine($"ImproperlyConfigured: {exception.Message}");
            return Task.FromResult(1);
        }

        // This method is not async: a context that is entered in one does not reach what it calls.
        if (isProcess) Context.SetRoot(application.Context);
        using (application.Context.Enter()) return Run(application, args, output, error, isProcess && !Console.IsInputRedirected ? Console.In : input);
    }

    /// <summary>Every command of the project by name: its own first, then the framework's.</summary>
    internal static SortedDictionary<string, Func<Command>> Commands(Application application)
    {
        var commands = new SortedDictionary<string, Func<Command>>(StringComparer.Ordinal);
        foreach (var (name, create) in Builtin) commands[name] = create;
        // An app may replace a command, as in Django.
        foreach (var registration in application.Apps.OfType<CommandRegistration>()) commands[registration.Create().Name] = registration.Create;
        return commands;
    }

    internal static bool IsBuiltin(string name) => Builtin.Any(command => command.Name == name);

    private static async Task<int> Run(Application application, string[] args, TextWriter output, TextWriter error, TextReader? input)
    {
        try
        {
            var commands = Commands(application);
            var name = args.Length == 0 ? "help" : args[0] switch { "--version" => "version", "--help" or "-h" => "help", var word => word };
            if (!commands.TryGetValue(name, out var create))
            {
                error.WriteLine($"Unknown command: '{name}'.{DidYouMean.Sentence(name, commands.Keys)}");
                error.WriteLine($"The commands are: {string.Join(", ", commands.Keys)}. Type 'dotnet run help COMMAND' for help on one of them.");
                return 2;
            }

            var command = create();
            command.Out = output;
            command.Error = error;
            command.In = input;
            var parser = new ArgumentParser(name, command.Help);
            command.AddArguments(parser);
            return await command.Execute(parser.Parse(args.Length == 0 ? [] : args[1..]));
        }
        catch (CommandError exception)
        {
            error.WriteLine($"CommandError: {exception.Message}");
            return exception.ExitCode;
        }
        catch (ImproperlyConfigured exception)
        {
            error.WriteLine($"ImproperlyConfigured: {exception.Message}");
            return 1;
        }
    }
}
