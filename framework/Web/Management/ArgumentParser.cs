using System.CommandLine;
using System.CommandLine.Parsing;
using Quintet.Text;

namespace Quintet.Management;

/// <summary>
/// Declares what a command takes. Values are typed: text, numbers, dates and times, <see cref="Guid"/>, <see cref="Uri"/>, <see cref="FileInfo"/>,
/// <see cref="DirectoryInfo"/> and enums, whose names are written like options, <c>two-words</c>.
/// </summary>
/// <remarks>Wraps System.CommandLine, so that its version is no concern of an app.</remarks>
public sealed class ArgumentParser
{
    private readonly System.CommandLine.Command _command;
    private readonly List<CommandParameter> _parameters = [];

    internal ArgumentParser(string name, string help)
    {
        // Not a root command: those bring --help and --version, of which dotnet run takes the first for itself.
        _command = new System.CommandLine.Command(name, help);
    }

    /// <summary>A word that stands by its place.</summary>
    public ArgumentParser Argument(string name, string help, bool required = true) => Argument<string>(name, help, required);

    /// <summary>A value that stands by its place.</summary>
    /// <param name="name">Its name for the help.</param>
    /// <param name="help">One sentence.</param>
    /// <param name="required">Whether the command cannot do without.</param>
    /// <param name="defaultValue">The value where it is not given.</param>
    public ArgumentParser Argument<T>(string name, string help, bool required = true, T? defaultValue = default) =>
        Add(new(name, help, ArgumentType.Of(typeof(T)), defaultValue, required) { IsOption = false });

    /// <summary>All remaining words.</summary>
    public ArgumentParser Arguments(string name, string help) => Arguments<string>(name, help);

    /// <summary>All remaining values.</summary>
    public ArgumentParser Arguments<T>(string name, string help, bool required = false) =>
        Add(new(name, help, ArgumentType.Of(typeof(T)), null, required) { IsOption = false, Collect = Collect<T> });

    /// <summary>An option that is there or not: <c>--fake</c>.</summary>
    /// <param name="name">With two dashes.</param>
    /// <param name="help">One sentence.</param>
    /// <param name="alias">Another way to write it; null for none.</param>
    public ArgumentParser Flag(string name, string help, string? alias = null) => Add(new(name, help, null, false, Required: false) { Alias = alias });

    /// <summary>An option with a value: <c>--database replica</c>.</summary>
    public ArgumentParser Option(string name, string help, string? defaultValue = null) => Option<string>(name, help, defaultValue);

    /// <summary>An option with a typed value: <c>--count 10</c>.</summary>
    /// <param name="name">With two dashes.</param>
    /// <param name="help">One sentence.</param>
    /// <param name="defaultValue">The value where it is not given.</param>
    /// <param name="required">Whether the command cannot do without.</param>
    public ArgumentParser Option<T>(string name, string help, T? defaultValue = default, bool required = false) =>
        Add(new(name, help, ArgumentType.Of(typeof(T)), defaultValue, required));

    /// <summary>An option with a value that may be given several times: <c>--rename a=b --rename c=d</c>.</summary>
    public ArgumentParser Options(string name, string help) => Options<string>(name, help);

    /// <summary>An option with a typed value that may be given several times: <c>--year 2023 --year 2024</c>.</summary>
    public ArgumentParser Options<T>(string name, string help, bool required = false) =>
        Add(new(name, help, ArgumentType.Of(typeof(T)), null, required) { Collect = Collect<T> });

    /// <summary>Reads a command line.</summary>
    /// <exception cref="CommandError">It has something that was not declared, lacks something, or a value cannot be read.</exception>
    internal CommandArguments Parse(IReadOnlyList<string> words)
    {
        foreach (var (name, _) in ReservedOptions.OfEveryCommand) _command.Add(new Option<bool>(name) { AllowMultipleArgumentsPerToken = false });
        var result = CommandLineParser.Parse(_command, words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Errors.Count > 0)
        {
            var hint = result.UnmatchedTokens.Count > 0 ? DidYouMean.Sentence(result.UnmatchedTokens[0], OptionNames) : "";
            throw Wrong($"{string.Join("\n", result.Errors.Select(error => error.Message))}{hint}");
        }

        // Where a command takes any number of words, a misspelt option would be taken for one of them; what stands behind "--" is a word.
        var said = words.TakeWhile(word => word != "--").ToHashSet(StringComparer.Ordinal);
        if (_parameters.SelectMany(parameter => parameter.WordsOf(result)).FirstOrDefault(word => word.Length > 2 && word.StartsWith("--", StringComparison.Ordinal) && said.Contains(word)) is { } unknown)
        {
            throw Wrong($"Unrecognized command or argument '{unknown}'.{DidYouMean.Sentence(unknown, OptionNames)}");
        }

        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var parameter in _parameters) values[parameter.Name] = parameter.Read(result, Wrong);
        return new(values) { SkipChecks = words.TakeWhile(word => word != "--").Contains("--skip-checks") };
    }

    /// <summary>What a command works with that was made by code and not by a command line.</summary>
    internal CommandArguments Defaults() => new(_parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Collect is { } collect ? collect([]) : parameter.Default, StringComparer.Ordinal));

    internal string Usage
    {
        get
        {
            var parts = new List<string> { $"usage: dotnet run {_command.Name}" };
            parts.AddRange(_parameters.Where(parameter => parameter.IsOption).Select(parameter => Optional(parameter, parameter.Type is { } type ? $"{parameter.Name} {type.Placeholder}" : parameter.Name)));
            parts.AddRange(_parameters.Where(parameter => !parameter.IsOption).Select(parameter => Optional(parameter, parameter.Collect is null ? parameter.Name : $"{parameter.Name} ...")));
            return string.Join(' ', parts);

            static string Optional(CommandParameter parameter, string text) => parameter.Required ? text : $"[{text}]";
        }
    }

    /// <summary>What <c>dotnet run help NAME</c> shows.</summary>
    internal void WriteHelp(Terminal terminal, bool withCommon = true)
    {
        terminal.WriteText(Usage);
        if (_command.Description is { Length: > 0 } description)
        {
            terminal.Out.WriteLine();
            terminal.WriteText(description);
        }

        Section("arguments:", [.. _parameters.Where(parameter => !parameter.IsOption).Select(parameter => (parameter.Name, parameter.Explanation))]);
        Section("options:", [.. _parameters.Where(parameter => parameter.IsOption).Select(parameter => (parameter.Name, parameter.Explanation))]);
        if (withCommon) Section("options of every command:", ReservedOptions.OfEveryCommand);

        void Section(string title, IReadOnlyList<(string Name, string Help)> entries)
        {
            if (entries.Count == 0) return;
            terminal.Out.WriteLine();
            terminal.Out.WriteLine(terminal.Style.Heading(title));
            terminal.WriteList(entries);
        }
    }

    internal IEnumerable<string> OptionNames => _parameters.Where(parameter => parameter.IsOption).Select(parameter => parameter.Name).Concat(ReservedOptions.OfEveryCommand.Select(option => option.Name));

    private CommandError Wrong(string message) => new($"{message}\n{Usage}", 2);

    private ArgumentParser Add(CommandParameter parameter)
    {
        var name = parameter.Name;
        foreach (var word in parameter.IsOption ? new[] { name, parameter.Alias }.OfType<string>() : [])
        {
            if (!word.StartsWith("--", StringComparison.Ordinal)) throw new ArgumentException($"An option begins with two dashes; '{word}' does not.", nameof(parameter));
            if (ReservedOptions.OfDotnetRun.Contains(word)) throw new ArgumentException($"'{word}' is an option of dotnet run itself and would never arrive; choose another name.", nameof(parameter));
            if (ReservedOptions.OfEveryCommand.Any(option => option.Name == word)) throw new ArgumentException($"'{word}' is an option of every command; choose another name.", nameof(parameter));
        }

        if (_parameters.Exists(other => other.Name == name)) throw new ArgumentException($"'{name}' is declared twice.", nameof(parameter));
        _parameters.Add(parameter);
        if (parameter.Symbol is Option option) _command.Add(option);
        else _command.Add((Argument)parameter.Symbol);
        return this;
    }

    private static object Collect<T>(IEnumerable<object> values) => values.Cast<T>().ToArray();
}

/// <summary>An argument or option as it was declared.</summary>
/// <param name="Name">An option's with its dashes.</param>
/// <param name="Help">One sentence.</param>
/// <param name="Type">What its values are; null for a flag.</param>
/// <param name="Default">The value where it is not given.</param>
/// <param name="Required">Whether it must be given.</param>
internal sealed record CommandParameter(string Name, string Help, ArgumentType? Type, object? Default, bool Required)
{
    public bool IsOption { get; init; } = true;

    /// <summary>Another way to write a flag.</summary>
    public string? Alias { get; init; }

    /// <summary>Of one that takes several values: makes their list.</summary>
    public Func<IEnumerable<object>, object>? Collect { get; init; }

    /// <summary>Its part in System.CommandLine, which only separates the words.</summary>
    public Symbol Symbol => field ??= (IsOption, Type, Collect) switch
    {
        (_, null, _) => new Option<bool>(Name, Alias is null ? [] : [Alias]),
        (true, _, null) => new Option<string?>(Name) { Required = Required },
        (true, _, _) => new Option<string[]>(Name) { Arity = ArgumentArity.OneOrMore, Required = Required, AllowMultipleArgumentsPerToken = false },
        (false, _, null) => new Argument<string?>(Name) { Arity = Required ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne },
        _ => new Argument<string[]>(Name) { Arity = Required ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore },
    };

    /// <summary>What stands on a command line for this argument; nothing of an option.</summary>
    public IEnumerable<string> WordsOf(ParseResult result) => Symbol is Argument argument ? result.GetResult(argument)?.Tokens.Select(token => token.Value) ?? [] : [];

    /// <summary>The help with the choices and the default.</summary>
    public string Explanation
    {
        get
        {
            var choices = Type is { Placeholder: var placeholder } && placeholder.Contains('|') ? $" One of: {Type.Expected}." : "";
            return Required || Default is null or false or "" ? Help + choices : $"{Help}{choices} (default: {ArgumentType.Show(Default)})";
        }
    }

    public object? Read(ParseResult result, Func<string, CommandError> wrong)
    {
        switch (Symbol)
        {
            case Option<bool> flag: return result.GetValue(flag);
            case Option<string[]> option: return Collect!((result.GetValue(option) ?? []).Select(One));
            case Argument<string[]> argument: return Collect!((result.GetValue(argument) ?? []).Select(One));
            case Option<string?> option: return result.GetValue(option) is { } text ? One(text) : Default;
            default: return result.GetValue((Argument<string?>)Symbol) is { } word ? One(word) : Default;
        }

        object One(string word) => Type!.Read(word) ?? throw wrong($"{Name}: expected {Type.Expected}, found '{word}'.");
    }
}
