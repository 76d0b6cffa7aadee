using DbTests;

namespace AnswersTests;

/// <summary>
/// Every document that shows commands of ours is followed from its first line to its last, and its output compared. In several
/// classes, because the tests of one class run one after the other.
/// </summary>
public class FollowTheAnswers
{
    /// <summary>The answers of the first ones, which are much of the work.</summary>
    public static TheoryData<string> Answers => FollowTheDocuments.WithCommands(IsEarly);

    [Theory]
    [MemberData(nameof(Answers))]
    public Task An_answer_can_be_followed(string path) => FollowTheDocuments.Follow(path);

    [PostgresFact]
    public async Task The_answer_about_PostgreSQL_can_be_followed()
    {
        var needing = Document.All.Where(document => document.Needs == "postgres").ToArray();
        Assert.NotEmpty(needing);
        await using var server = await PostgresServer.StartAsync();
        foreach (var document in needing)
        {
            await FollowTheDocuments.Follow(document.Path, new()
            {
                ["PGHOST"] = server.Folder,
                ["PGUSER"] = PostgresServer.User,
                ["DB_HOST"] = server.Folder,
            });
        }
    }

    [Fact]
    public void The_answers_are_there()
    {
        var answers = Document.All.Where(d => IsAnswer(d) && !d.Path.EndsWith("README.md", StringComparison.Ordinal)).ToArray();
        Assert.Empty(new[] { "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "17", "18", "19", "20", "24", "25", "26", "27", "31", "38", "39", "40", "41", "42" }.Except(answers.Select(a => Path.GetFileName(a.Path)[..2])));
        Assert.All(answers, answer => Assert.True(answer.ShowsCommands, $"{answer.Path} has no command, so nothing of it would be run."));
    }

    internal static bool IsAnswer(Document document) => document.Path.StartsWith("docs/answers/", StringComparison.Ordinal);

    internal static bool IsEarly(Document document) => IsAnswer(document) && string.CompareOrdinal(Path.GetFileName(document.Path), "10") < 0;
}

/// <inheritdoc cref="FollowTheAnswers"/>
public class FollowTheLaterAnswers
{
    public static TheoryData<string> Answers => FollowTheDocuments.WithCommands(document => FollowTheAnswers.IsAnswer(document) && !FollowTheAnswers.IsEarly(document));

    [Theory]
    [MemberData(nameof(Answers))]
    public Task An_answer_can_be_followed(string path) => FollowTheDocuments.Follow(path);
}

/// <inheritdoc cref="FollowTheAnswers"/>
public class FollowTheGuides
{
    public static TheoryData<string> Guides => FollowTheDocuments.WithCommands(document => !FollowTheAnswers.IsAnswer(document));

    [Theory]
    [MemberData(nameof(Guides))]
    public Task A_guide_can_be_followed(string path) => FollowTheDocuments.Follow(path);
}

internal static class FollowTheDocuments
{
    public static TheoryData<string> WithCommands(Func<Document, bool> where) => [.. Document.All.Where(document => document.ShowsCommands && document.Needs is null && where(document)).Select(document => document.Path)];

    /// <param name="path">The document.</param>
    /// <param name="environment">Variables that its reader has set already.</param>
    public static async Task Follow(string path, Dictionary<string, string>? environment = null)
    {
        var document = Document.All.Single(d => d.Path == path);
        using var sandbox = new Sandbox(environment);
        switch (document.Place)
        {
            case "an empty folder":
                break;
            case "the bookshop":
                sandbox.CopyIn(Path.Combine(Build.Root, "examples", "bookshop"), "bookshop");
                break;
            default:
                Assert.Fail($"{path} shows commands, so it says where they are typed: <!-- run in: an empty folder --> or <!-- run in: the bookshop -->; it says '{document.Place}'.");
                break;
        }

        foreach (var step in document.Steps) await Follow(sandbox, path, step);
    }

    static async Task Follow(Sandbox sandbox, string path, Step step)
    {
        switch (step)
        {
            case WriteFile file:
                sandbox.Write(file.Path, file.Text);
                break;
            case ListFiles list:
                Assert.Equal(list.Paths, sandbox.Files());
                break;
            case RunCommand run:
                string actual;
                try
                {
                    actual = await sandbox.Run(run.Command, run.Expected);
                }
                catch (Exception failure)
                {
                    throw new Xunit.Sdk.XunitException($"{path}:{run.Line}: $ {run.Command}\n{failure.Message}");
                }

                Assert.True(ExpectedText.Matches(run.Expected, actual), $"{path}:{run.Line}: $ {run.Command}\nexpected:\n{run.Expected}\nfound:\n{actual}");
                break;
        }
    }
}
