using System.Globalization;
using System.Text.Json;
using Quintet.Localization;
using Quintet.Templates;
using Quintet.Templates.Values;

namespace TemplatesTests.Conformance;

/// <summary>A recorded call of one of Django's text functions.</summary>
internal sealed class TextCase
{
    private readonly JsonElement _case;
    private readonly JsonElement _arguments;

    public TextCase(JsonElement json)
    {
        _case = json;
        json.TryGetProperty("arguments", out _arguments);
        Call = json.GetProperty("kind").GetString() switch
        {
            "call" => json.GetProperty("function").GetString()!,
            "method" => $"{json.GetProperty("class").GetString()}.{json.GetProperty("method").GetString()}",
            var kind => kind!,
        };
        var zone = json.TryGetProperty("settings", out var settings) && settings.TryGetProperty("TIME_ZONE", out var id) ? TimeZoneInfo.FindSystemTimeZoneById(id.GetString()!) : TimeZoneInfo.Utc;
        var clock = json.TryGetProperty("now", out var now) ? new StoppedClock(DateTimeOffset.Parse(now.GetString()!, CultureInfo.InvariantCulture)) : TimeProvider.System;
        Engine = new(new() { Locales = new(new LocaleOptions { LanguageCode = "en", UseTz = false, TimeZone = zone }), Clock = clock });
    }

    public string Id => _case.GetProperty("id").GetString()!;

    /// <summary>What is called, by its name in Django.</summary>
    public string Call { get; }

    public Engine Engine { get; }

    public Locale Locale => Engine.Locales.Default;

    /// <summary>An argument; null where it is not given.</summary>
    public object? Argument(string name) => Has(name) ? CaseValues.Decode(_arguments.GetProperty(name)) : null;

    public bool Has(string name) => _arguments.TryGetProperty(name, out _);

    /// <summary>The argument as it was recorded: for numbers that no type of C#'s holds.</summary>
    public JsonElement Raw(string name) => _arguments.GetProperty(name);

    public IEnumerable<string> ArgumentNames => _arguments.EnumerateObject().Select(argument => argument.Name);

    /// <summary>An argument that has to be text.</summary>
    public string Text(string name) => AsText(Argument(name));

    public bool Flag(string name) => Argument(name) is true;

    public int? Number(string name) => Argument(name) is { } number ? (int)number : null;

    /// <summary>What the object of a method was made from.</summary>
    public string Init(string name) => AsText(CaseValues.Decode(_case.GetProperty("init").GetProperty(name)));

    /// <summary>What is wrong; null where all is as recorded.</summary>
    public string? Run()
    {
        object? result = null;
        string? error = null;
        try
        {
            result = TextFunctions.Call(this);
        }
        catch (Exception exception)
        {
            error = Name(exception);
        }

        var found = error ?? PythonText.Repr(result);
        var wanted = _case.TryGetProperty("expect", out var expected) ? PythonText.Repr(CaseValues.Decode(expected)) : _case.GetProperty("expect_error").GetString()!;
        return found == wanted ? null : $"{Call}({_arguments.GetRawText()}): expected {wanted}, got {found}";
    }

    private static string AsText(object? value) => value switch
    {
        string text => text,
        Quintet.SafeString safe => safe.Value,
        _ => throw new InvalidCastException("Not a text."),
    };

    /// <summary>The name of the exception that Python has for it.</summary>
    private static string Name(Exception exception) => exception switch
    {
        DateFormatException or InvalidCastException => "TypeError",
        MissingMemberException => "AttributeError",
        FormatException or ArgumentOutOfRangeException => "ValueError",
        ArgumentException { ParamName: "name" } => "SuspiciousFileOperation",
        _ => exception.ToString(),
    };

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
