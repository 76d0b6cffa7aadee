using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using Quintet.Conf;
using Quintet.Http;

namespace Quintet.Views.Technical;

/// <summary>What the debug pages show of the request and of the settings; secrets are hidden.</summary>
internal static partial class DebugInfo
{
    private const string Hidden = "********************";
    private const int LongestValue = 2000;

    /// <summary>The address as it was asked for; the Host header may be anything here.</summary>
    public static string Url(HttpRequest request) => $"{request.Scheme}://{request.Headers["Host"]}{request.GetFullPath()}";

    public static IEnumerable<KeyValuePair<string, string>> Fields(QueryDict fields) => fields.Select(field => new KeyValuePair<string, string>(field.Key, Clean(field.Key, field.Value)));

    public static IEnumerable<KeyValuePair<string, string>> Cookies(HttpRequest request) => request.COOKIES.Select(cookie => new KeyValuePair<string, string>(cookie.Key, Clean(cookie.Key, cookie.Value)));

    public static IEnumerable<KeyValuePair<string, string>> Headers(HttpRequest request) =>
        request.Headers.OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
            .Select(header => new KeyValuePair<string, string>(header.Key, header.Key.Equals("Cookie", StringComparison.OrdinalIgnoreCase) ? "(see COOKIES)" : Clean(header.Key, header.Value)));

    /// <summary>A query string with too many fields is refused when it is read: here as well.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Guarded(Func<IEnumerable<KeyValuePair<string, string>>> read)
    {
        try
        {
            return read();
        }
        catch (SuspiciousOperation exception)
        {
            return [new("(unreadable)", exception.Message)];
        }
    }

    /// <param name="settings">The settings.</param>
    /// <param name="showSecrets">Whether what is named like a secret is told.</param>
    public static IEnumerable<KeyValuePair<string, string>> SettingsOf(Settings settings, bool showSecrets = false) =>
        settings.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.Name != nameof(Settings.Manifest) && property.GetIndexParameters().Length == 0)
            .DistinctBy(property => property.Name)
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => new KeyValuePair<string, string>(property.Name, Value(property.Name, property.GetValue(settings), 0, showSecrets)));

    private static string Clean(string name, string value) => Secret().IsMatch(name) ? Hidden : value.Length > LongestValue ? value[..LongestValue] + "…" : value;

    private static string Value(string name, object? value, int depth, bool showSecrets)
    {
        if (!showSecrets && Secret().IsMatch(name) && value is not bool) return Hidden;
        switch (value)
        {
            case null: return "null";
            case string text: return $"\"{(showSecrets ? text : Clean(name, text))}\"";
            case bool flag: return flag ? "true" : "false";
            case Type type: return type.FullName ?? type.Name;
            case ProjectPath path: return path.Value;
            case Delegate code: return $"{code.Method.DeclaringType?.Name}.{code.Method.Name}";
            case IFormattable formattable: return formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture);
        }

        if (depth > 3) return "…";
        if (value is IDictionary dictionary)
        {
            return "{" + string.Join(", ", dictionary.Keys.Cast<object>().Select(key => $"{key}: {Value(key.ToString() ?? "", dictionary[key], depth + 1, showSecrets)}")) + "}";
        }

        if (value is IEnumerable list) return "[" + string.Join(", ", list.Cast<object?>().Select(item => Value(name, item, depth + 1, showSecrets))) + "]";
        // Settings of ours that hold further ones, as databases do: each by its name, so that a password in them is hidden, too.
        var members = value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0 && property.CanRead);
        return value.GetType().Name + " { " + string.Join(", ", members.Select(member => $"{member.Name} = {Value(member.Name, member.GetValue(value), depth + 1, showSecrets)}")) + " }";
    }

    [GeneratedRegex("API|AUTH|TOKEN|KEY|SECRET|PASS|SIGNATURE|SESSIONID|CONNECTIONSTRING", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}
