using Quintet.Text;

namespace Quintet;

public static partial class Html
{
    /// <summary>Tags made out of tags, so often; more is an attack on the time this takes.</summary>
    private const int MaxRounds = 50;

    /// <summary>
    /// Leaves out tags, comments and declarations (Django's <c>strip_tags</c>). The result is text, not safe HTML: escape it where it is shown.
    /// </summary>
    /// <remarks>Follows the parser of Python's library, on which Django's function rests, also in its odd corners; in time linear to the text.</remarks>
    public static string StripTags(string text)
    {
        // Removing a tag may make another out of what was around it.
        for (var round = 0; round < MaxRounds && text.Contains('<') && text.Contains('>'); round++)
        {
            var stripped = new TagStripper(text).Run();
            if (stripped.AsSpan().Count('<') == text.AsSpan().Count('<')) break;
            text = stripped;
        }

        return text;
    }
}
