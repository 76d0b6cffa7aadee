using System.Text;
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

        DocumentList.Check("commands.md", "commands", reference.ToString());
    }
}
