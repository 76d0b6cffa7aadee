using System.Globalization;
using System.Text;
using Quintet.Localization;

namespace Quintet;

/// <summary>
/// Data that is not valid (Django's <c>ValidationError</c>): one message, several, or several for each field. The name ends in Error and
/// not in Exception because what it says is for the person who typed the data.
/// </summary>
public sealed class ValidationError : Exception
{
    /// <summary>The key under which errors stand that belong to no field.</summary>
    public const string NonFieldErrors = "__all__";

    private readonly LazyText? _text;
    private readonly List<ValidationError>? _list;
    private readonly Dictionary<string, List<ValidationError>>? _byField;

    /// <param name="message">May hold <c>%(name)s</c>, which <paramref name="parameters"/> fill in.</param>
    /// <param name="code">The kind of error, <c>invalid</c>, by which a program knows it.</param>
    /// <param name="parameters">The values for the message.</param>
    public ValidationError(LazyText message, string? code = null, IReadOnlyDictionary<string, object?>? parameters = null)
    {
        _text = message;
        Code = code;
        Parameters = parameters;
    }

    /// <summary>Several errors at once.</summary>
    public ValidationError(IEnumerable<ValidationError> errors) => _list = [.. errors.SelectMany(e => e.ErrorList)];

    /// <summary>Errors by field name (snake_case); <see cref="NonFieldErrors"/> for those of no field.</summary>
    public ValidationError(IReadOnlyDictionary<string, ValidationError> errors) => _byField = errors.ToDictionary(pair => pair.Key, pair => pair.Value.ErrorList.ToList());

    public string? Code { get; }

    public IReadOnlyDictionary<string, object?>? Parameters { get; }

    /// <summary>Whether the errors belong to fields.</summary>
    public bool HasFields => _byField is not null;

    /// <summary>The single errors, whatever this was made from.</summary>
    public IReadOnlyList<ValidationError> ErrorList => _byField is not null ? [.. _byField.Values.SelectMany(e => e)] : _list is not null ? _list : [this];

    /// <summary>The single errors by field; of errors without fields all under <see cref="NonFieldErrors"/>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ValidationError>> ErrorDict =>
        _byField?.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<ValidationError>)pair.Value) ?? new() { [NonFieldErrors] = ErrorList };

    /// <summary>The messages in the current language, parameters filled in.</summary>
    public IReadOnlyList<string> Messages => [.. ErrorList.Select(e => e.Text)];

    /// <summary>The messages by field.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> MessageDict =>
        ErrorDict.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)[.. pair.Value.Select(e => e.Text)]);

    public override string Message => _text is not null ? Text
        : _byField is not null ? string.Join("; ", MessageDict.Select(pair => $"{pair.Key}: {string.Join(" ", pair.Value)}"))
        : string.Join(" ", Messages);

    private string Text => Parameters is null ? _text!.ToString() : Fill(_text!.ToString(), Parameters);

    /// <summary>Fills <c>%(name)s</c> in, as Python's formatting does; a name without a value stays as it is.</summary>
    private static string Fill(string message, IReadOnlyDictionary<string, object?> parameters)
    {
        var text = new StringBuilder(message.Length + 16);
        for (var i = 0; i < message.Length; i++)
        {
            if (message[i] == '%' && i + 1 < message.Length)
            {
                if (message[i + 1] == '%')
                {
                    text.Append('%');
                    i++;
                    continue;
                }

                var end = message[i + 1] == '(' ? message.IndexOf(')', i) : -1;
                if (end > 0 && end + 1 < message.Length && message[end + 1] is 's' or 'd' or 'r' && parameters.TryGetValue(message[(i + 2)..end], out var value))
                {
                    text.Append(message[end + 1] == 'r' && value is string quoted ? Quote(quoted) : Show(value));
                    i = end + 1;
                    continue;
                }
            }

            text.Append(message[i]);
        }

        return text.ToString();
    }

    /// <summary>Text in quotes as Python writes it.</summary>
    private static string Quote(string text) => text.Contains('\'') && !text.Contains('"') ? $"\"{text}\"" : $"'{text.Replace("\\", "\\\\").Replace("'", "\\'")}'";

    /// <summary>A value as Django's messages show it.</summary>
    private static string Show(object? value) => value switch
    {
        null => "None",
        bool b => b ? "True" : "False",
        DateTime d => d.ToString(d.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly t => t.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
