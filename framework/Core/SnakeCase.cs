namespace Quintet;

/// <summary>The one rule by which C# names become the snake_case names of templates, columns, URLs and forms.</summary>
/// <remarks>
/// An underscore goes before a capital that follows a small letter or a digit, and before the last capital of a run
/// that a small letter follows: <c>PublishedDate</c> → <c>published_date</c>, <c>URLPath</c> → <c>url_path</c>,
/// <c>Address1</c> → <c>address1</c>, <c>ISBN13</c> → <c>isbn13</c>. Compiled into the runtime and into the reader,
/// so that both agree.
/// </remarks>
internal static class SnakeCaseRule
{
    /// <summary>The snake_case form of <paramref name="name"/>; a name that is already so comes back unchanged.</summary>
    public static string Convert(string name)
    {
        // One buffer: an editor asks for the names of thousands of members.
        var buffer = new char[name.Length * 2];
        var length = 0;
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (char.IsUpper(c) && i > 0 && name[i - 1] != '_')
            {
                var afterLower = char.IsLower(name[i - 1]) || char.IsDigit(name[i - 1]);
                var endsRun = char.IsUpper(name[i - 1]) && i + 1 < name.Length && char.IsLower(name[i + 1]);
                if (afterLower || endsRun) buffer[length++] = '_';
            }

            buffer[length++] = char.ToLowerInvariant(c);
        }

        return new string(buffer, 0, length);
    }
}
