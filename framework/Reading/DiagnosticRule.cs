using System.Globalization;

namespace Quintet.Reading;

/// <summary>How serious a finding is; the values of the LSP specification's <c>DiagnosticSeverity</c>.</summary>
public enum RuleSeverity
{
    Error = 1,
    Warning = 2,
    Information = 3,
    Hint = 4,
}

/// <summary>What kind of source a rule is about: the part of the framework that a reader of the message knows it by.</summary>
public enum RuleCategory
{
    Templates,
    Urls,
    Models,
    StaticFiles,
    Migrations,
    Settings,
    Commands,
    Tooling,
}

/// <summary>One kind of finding. Its id is stable: people suppress it, search for it and link to its page.</summary>
/// <param name="Id"><c>QT1003</c>; the thousand says the category.</param>
/// <param name="Title">What is wrong, in a few words without a full stop.</param>
/// <param name="Severity">Unless the project's <c>.editorconfig</c> says otherwise.</param>
/// <param name="MessageFormat">The message with <c>{0}</c>, …: what was found, what was expected, what to do.</param>
/// <param name="Category">What kind of source it is about.</param>
public sealed record DiagnosticRule(string Id, string Title, RuleSeverity Severity, string MessageFormat, RuleCategory Category)
{
    /// <summary>The message with its arguments in place.</summary>
    public string Format(params object?[] arguments) =>
        arguments.Length == 0 ? MessageFormat : string.Format(CultureInfo.InvariantCulture, MessageFormat, arguments);
}
