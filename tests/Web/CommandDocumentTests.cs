using System.Text;
using System.Text.RegularExpressions;
using Quintet;
using Quintet.Management;

namespace WebTests;

/// <summary>docs/commands.md lists the framework's commands as they are.</summary>
public class CommandDocumentTests
{
    [Fact]
    public void The_documentation_lists_the_commands_with_what_they_take()
    {
        var reference = new StringBuilder("\n");
        foreach (var command in ManagementUtility.Commands(Application.Load(new SiteSettings())).Values.Where(command => command.IsBuiltin))
        {
            var output = new StringWriter { NewLine = "\n" };
            command.Prepare(new(output, output, null, new()), out var parser);
            parser.WriteHelp(new(output, output, null, new()), withCommon: false);
            reference.Append($"### {command.Name}\n\n```text\n{output.ToString().Trim()}\n```\n\n");
        }

        var file = Path.Combine(Root(), "docs", "commands.md");
        var whole = File.ReadAllText(file).ReplaceLineEndings("\n");
        var current = Regex.Match(whole, "(?<=<!-- commands: .*? -->\n)(.|\n)*?(?=<!-- end -->)");
        Assert.True(current.Success, "docs/commands.md has no place for the list of commands.");
        if (Environment.GetEnvironmentVariable("UPDATE_EXPECT") == "1") File.WriteAllText(file, whole[..current.Index] + reference + whole[(current.Index + current.Length)..]);
        else Assert.Equal(reference.ToString(), current.Value);
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
