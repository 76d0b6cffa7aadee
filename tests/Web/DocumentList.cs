using System.Text.RegularExpressions;

namespace WebTests;

/// <summary>A list in a page of the documentation that is made from the code: it stands between <c>&lt;!-- name: … --&gt;</c> and <c>&lt;!-- end --&gt;</c>.</summary>
internal static class DocumentList
{
    /// <summary>The list is the one in the page; with <c>UPDATE_EXPECT=1</c> it is written there.</summary>
    /// <param name="page">The page in docs/, <c>commands.md</c>.</param>
    /// <param name="name">What the mark before the list is called.</param>
    /// <param name="list">As the code has it now.</param>
    public static void Check(string page, string name, string list)
    {
        var file = Path.Combine(Root(), "docs", page);
        var whole = File.ReadAllText(file).ReplaceLineEndings("\n");
        var current = Regex.Match(whole, $"(?<=<!-- {name}: .*? -->\n)(.|\n)*?(?=<!-- end -->)");
        Assert.True(current.Success, $"docs/{page} has no place for the list of {name}.");
        if (Environment.GetEnvironmentVariable("UPDATE_EXPECT") == "1") File.WriteAllText(file, whole[..current.Index] + list + whole[(current.Index + current.Length)..]);
        else Assert.Equal(list, current.Value);
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Tooling.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Tooling.sln.");
    }
}
