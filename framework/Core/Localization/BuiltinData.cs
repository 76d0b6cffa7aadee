using System.Globalization;
using System.Text;

namespace Quintet.Localization;

/// <summary>The framework's own texts and the formats of every language, as they lie in this assembly (see <c>scripts/locale-data.py</c>).</summary>
internal static class BuiltinData
{
    // The texts that the lines of each language's file translate; read when first asked for.
    private static readonly Lazy<(string? Context, string Id)[]> Messages = new(() => [.. Lines("messages").Select(line =>
        line.Split('\t') is [var context, var id] ? ((string?)Unescape(context), Unescape(id)) : (null, Unescape(line)))]);

    /// <summary>Adds the framework's texts in a locale; nothing where it has none.</summary>
    public static void AddTexts(Catalogue catalogue, string locale)
    {
        var rule = PluralRule.Standard;
        var (inHead, index) = (true, 0);
        foreach (var line in Lines("locales." + locale))
        {
            if (inHead)
            {
                if (line.StartsWith("Plural-Forms: ", StringComparison.Ordinal) && PluralRule.TryParse(line[14..], out var own, out _)) rule = own;
                inHead = line.Length > 0;
                continue;
            }

            var (context, id) = Messages.Value[index++];
            if (line.Length == 0) continue;
            // A tab ends every plural form, so that a single one is told from a text without a plural.
            if (line.Contains('\t')) catalogue.Add(context, id, isPlural: true, [.. line.Split('\t')[..^1].Select(Unescape)], rule);
            else catalogue.Add(context, id, isPlural: false, [Unescape(line)], rule);
        }
    }

    /// <summary>Whether the framework knows a locale.</summary>
    public static bool Has(string locale) => Open("locales." + locale) is { } stream && Close(stream);

    /// <summary>A locale's formats by Django's names: <c>DATE_FORMAT</c> and so on; empty where it has none.</summary>
    public static Dictionary<string, string> Formats(string locale)
    {
        var formats = new Dictionary<string, string>();
        foreach (var line in Lines("locales." + locale))
        {
            if (line.Length == 0) break;
            var colon = line.IndexOf(':');
            formats[line[..colon]] = Unescape(line[(colon + 1)..].TrimStart(' '));
        }

        return formats;
    }

    /// <summary>The lines of one of the files; none where there is no such file.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        if (Open(name) is not { } stream) yield break;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static Stream? Open(string name) => typeof(BuiltinData).Assembly.GetManifestResourceStream($"Quintet.Localization.Data.{name}.txt");

    private static bool Close(Stream stream)
    {
        stream.Dispose();
        return true;
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('\\')) return text;
        var builder = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                builder.Append(text[i]);
                continue;
            }

            switch (text[++i])
            {
                case 'n': builder.Append('\n'); break;
                case 'r': builder.Append('\r'); break;
                case 't': builder.Append('\t'); break;
                case 'u':
                    builder.Append((char)int.Parse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                    i += 4;
                    break;
                case var c: builder.Append(c); break;
            }
        }

        return builder.ToString();
    }
}
