using System.CommandLine;
using System.CommandLine.Parsing;

namespace Quintet.Management;

/// <summary>Declares what a command takes. Wraps System.CommandLine, so that its version is no concern of an app.</summary>
public sealed class ArgumentParser
{
    // dotnet run takes these for itself, wherever they stand on the line.
    private static readonly string[] TakenByDotnetRun =
    [
        "-h", "--help", "-?", "-v", "--verbosity", "-c", "--configuration", "-p", "--project", "-f", "--framework", "-a", "--arch", "-e", "--environment", "-r", "--runtime",
        "--os", "--interactive", "--no-build", "--no-restore", "--no-dependencies", "--no-cache", "--launch-profile", "-lp", "--no-launch-profile", "--self-contained", "--sc", "--no-self-contained",
        "--artifacts-path", "--disable-build-servers", "--force", "--property", "--file", "--device", "--list-devices", "-tl", "--tl", "-bl", "--binaryLogger",
    ];

    private readonly System.CommandLine.Command _command;

    internal ArgumentParser(string name, string help)
    {
        // Not a root command: those bring --help and --version, of which dotnet run takes the first for itself.
        _command = new System.CommandLine.Command(name, help);
    }

    /// <summary>A word that stands by its place.</summary>
    public ArgumentParser Argument(string name, string help, bool required = true)
    {
        _command.Add(new Argument<string?>(name) { Description = help, Arity = required ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne });
        return this;
    }

    /// <summary>All remaining words.</summary>
    public ArgumentParser Arguments(string name, string help)
    {
        _command.Add(new Argument<string[]>(name) { Description = help, Arity = ArgumentArity.ZeroOrMore });
        return this;
    }

    /// <summary>An option that is there or not: <c>--fake</c>.</summary>
    public ArgumentParser Flag(string name, string help)
    {
        Refuse(name);
        _command.Add(new Option<bool>(name) { Description = help });
        return this;
    }

    /// <summary>An option with a value: <c>--database replica</c>.</summary>
    public ArgumentParser Option(string name, string help, string? defaultValue = null)
    {
        Refuse(name);
        _command.Add(new Option<string?>(name) { Description = help, DefaultValueFactory = _ => defaultValue });
        return this;
    }

    /// <summary>An option with a value that may be given several times: <c>--rename a=b --rename c=d</c>.</summary>
    public ArgumentParser Options(string name, string help)
    {
        Refuse(name);
        _command.Add(new Option<string[]>(name) { Description = help, Arity = ArgumentArity.ZeroOrMore, AllowMultipleArgumentsPerToken = false });
        return this;
    }

    /// <summary>Reads a command line.</summary>
    /// <exception cref="CommandError">It has something that was not declared, or lacks something.</exception>
    internal CommandArguments Parse(IReadOnlyList<string> words)
    {
        var result = CommandLineParser.Parse(_command, words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Errors.Count > 0)
        {
            var options = _command.Options.Select(option => option.Name);
            var hint = result.UnmatchedTokens.Count > 0 ? Quintet.Text.DidYouMean.Sentence(result.UnmatchedTokens[0], options) : "";
            throw new CommandError($"{string.Join("\n", result.Errors.Select(error => error.Message))}{hint}\n{Usage}", 2);
        }

        return new(_command, result);
    }

    internal string Usage
    {
        get
        {
            var parts = new List<string> { $"usage: dotnet run {_command.Name}" };
            parts.AddRange(_command.Options.Select(option => option is Option<bool> ? $"[{option.Name}]" : $"[{option.Name} VALUE]"));
            parts.AddRange(_command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues > 0 ? argument.Name : argument.Arity.MaximumNumberOfValues > 1 ? $"[{argument.Name} ...]" : $"[{argument.Name}]"));
            return string.Join(' ', parts);
        }
    }

    /// <summary>What <c>dotnet run help NAME</c> shows.</summary>
    internal string HelpText
    {
        get
        {
            var lines = new List<string> { Usage, "" };
            if (_command.Description is { Length: > 0 } description) lines.AddRange([description, ""]);
            Describe("arguments:", _command.Arguments.Select(argument => (argument.Name, argument.Description)));
            Describe("options:", _command.Options.Select(option => (option.Name, option.Description)));
            return string.Join('\n', lines).TrimEnd();

            void Describe(string title, IEnumerable<(string Name, string? Help)> entries)
            {
                var list = entries.ToList();
                if (list.Count == 0) return;
                lines.Add(title);
                var width = list.Max(entry => entry.Name.Length) + 2;
                lines.AddRange(list.Select(entry => $"  {entry.Name.PadRight(width)}{entry.Help}"));
                lines.Add("");
            }
        }
    }

    internal IEnumerable<string> OptionNames => _command.Options.Select(option => option.Name);

    private static void Refuse(string name)
    {
        if (!name.StartsWith("--", StringComparison.Ordinal)) throw new ArgumentException($"An option begins with two dashes; '{name}' does not.", nameof(name));
        if (TakenByDotnetRun.Contains(name)) throw new ArgumentException($"'{name}' is an option of dotnet run itself and would never arrive; choose another name.", nameof(name));
    }
}

/// <summary>What a command line gave.</summary>
public sealed class CommandArguments
{
    private readonly System.CommandLine.Command _command;
    private readonly ParseResult _result;

    internal CommandArguments(System.CommandLine.Command command, ParseResult result)
    {
        _command = command;
        _result = result;
    }

    /// <summary>The value of an argument or option; null where it was not given and has no default.</summary>
    public string? this[string name] => Find(name) switch
    {
        Argument<string?> argument => _result.GetValue(argument),
        Option<string?> option => _result.GetValue(option),
        _ => throw new ArgumentException($"'{name}' holds no single text.", nameof(name)),
    };

    /// <summary>Whether a flag was given.</summary>
    public bool Flag(string name) => _result.GetValue((Option<bool>)Find(name));

    /// <summary>The words of <see cref="ArgumentParser.Arguments"/>, or the values of <see cref="ArgumentParser.Options"/>.</summary>
    public IReadOnlyList<string> List(string name) => (Find(name) is Option<string[]> option ? _result.GetValue(option) : _result.GetValue((Argument<string[]>)Find(name))) ?? [];

    private Symbol Find(string name) =>
        _command.Arguments.Cast<Symbol>().Concat(_command.Options).FirstOrDefault(symbol => symbol.Name == name)
        ?? throw new ArgumentException($"The command declares no '{name}'.", nameof(name));
}
