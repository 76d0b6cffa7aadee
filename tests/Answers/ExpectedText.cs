using System.Text;
using System.Text.RegularExpressions;

namespace AnswersTests;

/// <summary>Output as a document shows it: <c>…</c> in a line is any text, a line of nothing else any number of lines.</summary>
internal static class ExpectedText
{
    public static bool Matches(string expected, string actual) =>
        Regex.IsMatch(Tidy(actual), "^" + Pattern(Tidy(expected)) + "$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    /// <summary>Whether the output so far begins with what is expected; of a program that goes on running.</summary>
    public static bool MatchesStart(string expected, string actual) =>
        Regex.IsMatch(Tidy(actual), "^" + Pattern(Tidy(expected)) + "(\n|$)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    static string Pattern(string expected)
    {
        var pattern = new StringBuilder();
        var lines = expected.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var last = i == lines.Length - 1;
            if (lines[i].Trim() == "…")
            {
                pattern.Append(last ? @"(.|\n)*" : @"([^\n]*\n)*?");
                continue;
            }

            pattern.Append(Regex.Escape(lines[i]).Replace("…", @"[^\n]*"));
            if (!last) pattern.Append('\n');
        }

        return pattern.ToString();
    }

    static string Tidy(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim('\n');
}
