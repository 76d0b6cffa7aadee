using Quintet.Checks;
using Quintet.Management;
using Quintet.Reading;

namespace GeneratorsTests;

/// <summary>Commands whose arguments and options are properties.</summary>
public class CommandTests
{
    private const string Everything = """
        using Quintet.Management;
        namespace Blog.Management;

        public enum Kind { Plain, DarkBlue }

        public abstract class Base : Command
        {
            [Option(Help = "Of the base.")] public string Database { get; set; } = "default";
        }

        public class Typed : Base
        {
            [Argument(Help = "The \"first\".")] public required FileInfo First { get; set; }
            [Argument] public int Second { get; set; } = 2;
            [Argument] public IReadOnlyList<Guid> Rest { get; set; } = [];
            [Option(Help = "How many.")] public int MaxCount { get; set; } = 10;
            [Option] public bool Dry { get; set; }
            [Option] public bool? Perhaps { get; set; }
            [Option] public Kind Kind { get; set; } = Kind.DarkBlue;
            [Option] public Kind? Other { get; set; }
            [Option] public long? Long { get; set; }
            [Option] public decimal Price { get; set; }
            [Option] public double Ratio { get; set; } = 0.5;
            [Option] public DateOnly? Day { get; set; }
            [Option] public TimeOnly? Hour { get; set; }
            [Option] public DateTime? When { get; set; }
            [Option] public DateTimeOffset? Moment { get; set; }
            [Option] public TimeSpan? Span { get; set; }
            [Option] public Uri? Link { get; set; }
            [Option] public DirectoryInfo? Folder { get; set; }
            [Option(Name = "year")] public List<int> Years { get; set; } = [2000];
            [Option] public string[] Tags { get; set; } = [];
            [Option] public HashSet<Kind> Kinds { get; set; } = [];
            [Option] public required string Class { get; set; }
            [Option] internal int @event { get; set; }

            public override Task<int> Execute(CommandArguments arguments)
            {
                Out.WriteLine(string.Join("; ", First.Name, Second, Rest.Count, Database, MaxCount, Dry, Perhaps, Kind, Other, Long, Price, Ratio, Day?.Year, Hour?.Hour, When?.Hour, Moment?.Offset, Span?.Minutes, Link?.Host, Folder?.Name, string.Join(",", Years), Tags.Length, Kinds.Count, Class, @event));
                return Task.FromResult(0);
            }
        }
        """;

    public static readonly TheoryData<string, string, string, string> Rules = new()
    {
        { "QT7001", "«Since»", "[Option] public Version? Since { get; set; }", "[Option] public DateOnly? Since { get; set; }" },
        { "QT7001", "«Since»", "[Option] public string Since { get; private set; } = \"\";", "[Option] public string Since { get; internal set; } = \"\";" },
        { "QT7001", "«Since»", "[Option] public string Since { get; init; } = \"\";", "[Option] public string Since { get; set; } = \"\";" },
        { "QT7001", "«Since»", "[Option] public static string Since { get; set; } = \"\";", "public static string Since { get; set; } = \"\";" },
        { "QT7001", "«Since»", "[Option, Argument] public string Since { get; set; } = \"\";", "[Argument] public string Since { get; set; } = \"\";" },
        { "QT7001", "«Mail»", "[Option] public bool Mail { get; set; } = true;", "[Option] public bool? Mail { get; set; } = true;" },
        { "QT7001", "«Words»", "[Option] public Dictionary<string, string> Words { get; set; } = [];", "[Option] public List<string> Words { get; set; } = [];" },
        { "QT7002", "«Project»", "[Option] public string? Project { get; set; }", "[Argument] public string? Project { get; set; }" },
        { "QT7002", "«NoBuild»", "[Option] public bool NoBuild { get; set; }", "[Option(Name = \"without-build\")] public bool NoBuild { get; set; }" },
        { "QT7002", "«Traceback»", "[Option] public bool Traceback { get; set; }", "[Option] public bool Tracebacks { get; set; }" },
        { "QT7003", "«Limit»", "[Option] public int Max { get; set; } [Option(Name = \"max\")] public int Limit { get; set; }", "[Option] public int Max { get; set; } [Argument(Name = \"max\")] public int Limit { get; set; }" },
        { "QT7004", "«Target»", "[Argument] public string[] Files { get; set; } = []; [Argument] public required string Target { get; set; }", "[Argument] public required string Target { get; set; } [Argument] public string[] Files { get; set; } = [];" },
        { "QT7004", "«Target»", "[Argument] public string? From { get; set; } [Argument] public required string Target { get; set; }", "[Argument] public string From { get; set; } = null!; [Argument] public required string Target { get; set; }" },
        { "QT7005", "«Look»", "[Check] public IEnumerable<CheckMessage> Look(CheckContext check) => [];", "[Check] public static IEnumerable<CheckMessage> Look(CheckContext check) => [];" },
        { "QT7005", "«Look»", "[Check] static IEnumerable<CheckMessage> Look(CheckContext check) => [];", "[Check] internal static IEnumerable<CheckMessage> Look(CheckContext check) => [];" },
        { "QT7005", "«Look»", "[Check] public static IEnumerable<CheckMessage> Look() => [];", "[Check(\"a\", \"b\", Deploy = true)] public static List<CheckMessage> Look(CheckContext check) => [];" },
        { "QT7005", "«Look»", "[Check] public static CheckMessage? Look(CheckContext check) => null;", "[Check] public static CheckMessage[] Look(CheckContext check) => [];" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_fires_at_its_place_and_only_where_it_is_broken(string id, string place, string broken, string sound)
    {
        Assert.Equal([$"{id} at {place}"], Run(broken).Findings());
        Run(sound).AssertCompiles();
    }

    [Fact]
    public void Every_rule_about_commands_has_a_case() => // The last is found at run time only.
        Assert.Equal(DiagnosticTable.All.Where(rule => rule.Category == RuleCategory.Commands && rule != DiagnosticTable.CommandCannotBeDeclared).Select(rule => rule.Id), Rules.Select(row => (string)row[0]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void A_property_that_is_in_no_command_is_reported() => Assert.Equal(
        ["QT7001 at «Count»"],
        Harness.RunBlog("public class Settings { [Quintet.Management.Option] public int Count { get; set; } }").Findings());

    [Fact]
    public async Task Properties_are_set_from_a_command_line()
    {
        Assert.Equal(
            "a.txt; 2; 0; default; 10; False; ; DarkBlue; ; ; 0; 0.5; ; ; ; ; ; ; ; 2000; 0; 0; c; 0",
            await Execute("a.txt", "--class", "c"));
        Assert.Equal(
            "b.txt; 7; 1; other; 3; True; False; Plain; DarkBlue; 9; 1.25; 2; 2024; 23; 8; 02:00:00; 30; example.com; sub; 1,2; 2; 1; d; 5",
            await Execute(
                "x/b.txt", "7", "0b9e5a3c-92c5-4b4d-8f0d-1f6a3a4f7b11", "--database", "other", "--max-count", "3", "--dry", "--perhaps", "false", "--kind", "plain", "--other", "dark-blue", "--long", "9", "--price", "1.25",
                "--ratio", "2", "--day", "2024-12-31", "--hour", "23:15", "--when", "2024-01-01T08:00:00Z", "--moment", "2024-01-01T08:00:00+02:00", "--span", "00:30:00", "--link", "https://example.com/", "--folder", "top/sub",
                "--year", "1", "--year", "2", "--tags", "a", "--tags", "b", "--kinds", "plain", "--class", "d", "--event", "5"));
    }

    [Theory]
    [InlineData("a.txt", "Option '--class' is required.")]
    [InlineData("a.txt --class c --kind x", "--kind: expected plain or dark-blue, found 'x'.")]
    [InlineData("--class c", "Required argument 'first' missing")]
    public async Task What_is_wrong_is_said(string words, string expected) => Assert.Contains(expected, await Execute(words.Split(' ')));

    [Fact]
    public void A_check_is_in_the_manifest()
    {
        var assembly = Harness.Run(Samples.BlogApp, ("Blog/Checks.cs", """
            using Quintet.Checks;
            namespace Blog;
            public static class Checks
            {
                [Check("shop", "money", Deploy = true)]
                public static IEnumerable<CheckMessage> Currency(CheckContext check)
                {
                    yield return new("shop.E001", CheckLevel.Critical, "None.");
                }
            }
            """)).AssertCompiles().Load();
        var app = (Quintet.Apps.AppConfig)Activator.CreateInstance(assembly.GetType("Blog.BlogApp", throwOnError: true)!)!;

        var check = Assert.Single(app.Manifest.OfType<CheckRegistration>());

        Assert.Equal(["shop", "money"], check.Tags);
        Assert.True(check.Deploy);
        Assert.Equal("?: (shop.E001) None.", Assert.Single(check.Run(null!)).ToString());
    }

    private static async Task<string> Execute(params string[] words)
    {
        var assembly = Harness.Run(Samples.BlogApp, ("Blog/Management/Typed.cs", Everything), ("Settings.cs", "public partial class Settings : Quintet.Conf.Settings { public Settings() => InstalledApps = [typeof(Blog.BlogApp)]; }"))
            .AssertCompiles().Load();
        var output = new StringWriter();
        await ManagementUtility.Execute(() => (Quintet.Conf.Settings)Activator.CreateInstance(assembly.GetType("Settings", throwOnError: true)!)!, ["typed", "--skip-checks", .. words], output, output);
        return output.ToString().TrimEnd();
    }

    private static Harness Run(string members) => Harness.Run(
        Samples.BlogApp,
        ("Blog/Management/Work.cs", $"using Quintet.Checks;\nusing Quintet.Management;\nnamespace Blog.Management;\npublic class Work : Command {{ {members} public override Task<int> Execute(CommandArguments arguments) => Task.FromResult(0); }}\n"));
}
