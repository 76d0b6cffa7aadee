using Quintet.Db;
using Quintet.Db.Serialization;
using Quintet.Text;

namespace Quintet.Management.Commands;

/// <summary>What the commands about fixtures share.</summary>
internal static class FixtureSupport
{
    /// <summary>The endings of fixtures' files, which are the names of formats as well.</summary>
    public static readonly (string Name, FixtureFormat Format)[] Formats = [("json", FixtureFormat.Json), ("jsonl", FixtureFormat.JsonLines)];

    /// <exception cref="CommandError">There is no such format.</exception>
    public static FixtureFormat Format(string name) => Find(name)
        ?? throw new CommandError($"Unknown serialization format: {name}. There are: {string.Join(", ", Formats.Select(f => f.Name))}.");

    public static FixtureFormat? Find(string name) => Formats.Where(f => f.Name == name).Select(f => (FixtureFormat?)f.Format).FirstOrDefault();

    /// <summary>The models that are named: <c>blog</c> all of an app, <c>blog.Book</c> one.</summary>
    /// <exception cref="CommandError">There is no such app or model.</exception>
    public static List<ModelMeta> Models(Application application, IEnumerable<string> labels) =>
        [.. labels.SelectMany(label => label.Contains('.') ? [Model(application, label)] : OfApp(application, MigrationSupport.App(application, label).Label)).Distinct()];

    public static IEnumerable<ModelMeta> OfApp(Application application, string label) => application.Models.Models.Where(model => model.AppLabel == label);

    private static ModelMeta Model(Application application, string label)
    {
        MigrationSupport.App(application, label[..label.IndexOf('.')]);
        return application.Models.Find(label)
            ?? throw new CommandError($"Unknown model: {label}.{DidYouMean.Sentence(label, application.Models.Models.Select(model => model.Label))}");
    }
}
