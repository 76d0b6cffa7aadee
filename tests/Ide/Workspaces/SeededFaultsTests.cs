using System.Globalization;
using Quintet;
using Quintet.Ide;
using Quintet.Reading;
using Quintet.Templates.Syntax;
using Quintet.Text;
using Xunit.Abstractions;

namespace IdeTests.Workspaces;

/// <summary>
/// Mistakes as people make them, a thousand of them in the soak (<c>npm run soak -- faults</c>) and a fifth of that otherwise, one at a time, put into projects that are right: a name with a wrong letter, a dropped argument or
/// delimiter, something removed that others name. Each has to be found where it is; what was in order before has to be in order again after it.
/// </summary>
public class SeededFaultsTests(ITestOutputHelper output)
{
    private static readonly int Count = Environment.GetEnvironmentVariable("QUINTET_SOAK") is null ? 200 : 1_000;
    private const int Seed = 1938;
    private const double Recall = 0.95;

    [Fact]
    public void A_mistake_is_found_where_it_is()
    {
        var random = new Random(Seed);
        var sites = new[] { Site.OnDisk("bookshop", Bookshop.Folder), Site.OnDisk("Sites", SitesFolder), Site.InMemory("club", SmallSite.Text) };
        foreach (var site in sites) Assert.Equal([], site.Findings());

        // Kinds in turns, so that each counts, whether its places are many or few; of a kind, all places in a mixed order.
        var kinds = sites.SelectMany(Faults.All).GroupBy(fault => fault.Kind).OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Mixed([.. group], random));
        var (found, tried) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        var missed = new List<string>();
        for (var i = 0; tried.Values.Sum() < Count; i++)
        {
            foreach (var (kind, faults) in kinds)
            {
                if (tried.Values.Sum() == Count) break;
                var fault = faults[i % faults.Count];
                tried[kind] = tried.GetValueOrDefault(kind) + 1;
                if (fault.Site.Tells(fault, random) is not { } silence) found[kind] = found.GetValueOrDefault(kind) + 1;
                else missed.Add($"{kind}: {silence}");
            }
        }

        foreach (var (kind, count) in tried.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind,-40} {found.GetValueOrDefault(kind),4} of {count,4}  {100.0 * found.GetValueOrDefault(kind) / count,5:F1} %"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"all",-40} {found.Values.Sum(),4} of {Count,4}  {100.0 * found.Values.Sum() / Count,5:F1} %"));
        foreach (var one in missed.Distinct().Order(StringComparer.Ordinal)) output.WriteLine(one);
        Assert.True(found.Values.Sum() >= Recall * Count, $"{found.Values.Sum()} of {Count} mistakes were found:\n{string.Join('\n', missed.Distinct().Take(60))}");
        foreach (var site in sites) Assert.Equal([], site.Findings());
    }

    private static string SitesFolder { get; } = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(Bookshop.Folder)!)!, "tests", "Fixtures", "Sites");

    private static List<Fault> Mixed(Fault[] faults, Random random)
    {
        random.Shuffle(faults);
        return [.. faults];
    }

    /// <summary>One mistake.</summary>
    /// <param name="Site">Where it is made.</param>
    /// <param name="Kind">What people did.</param>
    /// <param name="Path">The file.</param>
    /// <param name="Span">What is replaced; the whole file where it is removed.</param>
    /// <param name="NewText">By what, from a choice of a letter; null for a file that is removed.</param>
    /// <param name="Where">The places that have to be told of, in the texts as they are afterwards.</param>
    private sealed record Fault(Site Site, string Kind, string Path, TextSpan Span, Func<Random, string>? NewText, IReadOnlyList<(string Path, TextSpan Span)> Where);

    /// <summary>A project whose files can be changed.</summary>
    private sealed class Site
    {
        private readonly MemoryFiles _files = new();
        private readonly Workspace _workspace;

        private Site(string name, IEnumerable<(string Path, string Text)> files, string root)
        {
            Name = name;
            foreach (var (path, text) in files) _files[path] = text;
            _workspace = new(new() { Files = _files });
            _workspace.SetFolders([root]);
        }

        public string Name { get; }

        public Snapshot Snapshot => _workspace.Current;

        public Project Project => _workspace.Current.Projects.Single();

        public static Site OnDisk(string name, string folder) => new(
            name,
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(path => Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
                .Select(path => (path, File.ReadAllText(path))),
            folder);

        public static Site InMemory(string name, string sections)
        {
            var fixture = Fixture.Read(sections);
            return new(name, fixture.Files.All.Select(path => (path, fixture.Files[path])), Fixture.Root);
        }

        public IReadOnlyList<string> Findings() =>
            [.. Diagnostics.OfProject(Snapshot, Project).SelectMany(file => file.Items.Where(found => found.Severity <= DiagnosticSeverity.Warning).Select(found => $"{file.Path}: {found}"))];

        /// <summary>Makes the mistake and takes it back; null where it was told of, else what was not.</summary>
        public string? Tells(Fault fault, Random random)
        {
            var text = _files[fault.Path];
            var written = fault.NewText?.Invoke(random);
            if (written is null) _files.Delete(fault.Path);
            else _files[fault.Path] = text[..fault.Span.Start] + written + text[fault.Span.End..];
            _workspace.Apply([new FileChange.OnDisk(fault.Path)]);
            var unseen = fault.Where.Select(place => (place.Path, Span: Moved(fault, place, written))).Where(place =>
                !Diagnostics.Of(Snapshot, place.Path).Any(found => found.Severity <= DiagnosticSeverity.Warning && found.Span.Start <= place.Span.End && place.Span.Start <= found.Span.End)).ToList();
            _files[fault.Path] = text;
            _workspace.Apply([new FileChange.OnDisk(fault.Path)]);
            return unseen.Count == 0 ? null : $"{Name}: {Path.GetFileName(fault.Path)} at {fault.Span.Start}: '{Short(fault.Span.Of(text))}' became '{Short(written ?? "nothing")}'{(unseen[0].Path == fault.Path ? "" : $", unseen in {Path.GetFileName(unseen[0].Path)} at {unseen[0].Span.Start}")}";
        }

        /// <summary>Where a place is after the change.</summary>
        private static TextSpan Moved(Fault fault, (string Path, TextSpan Span) place, string? written)
        {
            if (place.Path != fault.Path || written is null) return place.Span;
            if (place.Span == fault.Span) return new(fault.Span.Start, written.Length);
            return place.Span.Start < fault.Span.End ? place.Span : new(place.Span.Start + written.Length - fault.Span.Length, place.Span.Length);
        }

        private static string Short(string text) => text.Length > 60 ? text[..60].ReplaceLineEndings(" ") + "…" : text.ReplaceLineEndings(" ");
    }

    /// <summary>The mistakes that can be made in a project.</summary>
    private static class Faults
    {
        private static readonly HashSet<string> s_words = ["in", "not", "and", "or", "is", "as", "with", "only", "by", "from", "True", "False", "None", "reversed", "forloop", "block"];

        public static IEnumerable<Fault> All(Site site)
        {
            var project = site.Project;
            var templates = project.Model.Templates.All.Select(file => site.Snapshot.GetDocument(file.Path)!).ToList();
            var sources = project.Sources.Keys.Order(StringComparer.Ordinal).Select(path => site.Snapshot.GetDocument(path)!).ToList();
            return [.. templates.SelectMany(document => InTemplate(site, document)), .. sources.SelectMany(document => InSource(site, document)), .. Removed(site, [.. templates, .. sources])];
        }

        private static IEnumerable<Fault> InTemplate(Site site, Document document)
        {
            var tree = Mention.TreeOf(document);
            foreach (var mention in TemplateMentions.All(tree).Where(mention => mention.IsRequired)) yield return Misspelt(site, document, $"misspelt {Name(mention.Kind)}", mention.Span);
            foreach (var mention in TemplateMentions.OfLanguage(tree)) yield return Misspelt(site, document, $"misspelt {Name(mention.Kind)}", mention.Span);
            foreach (var node in tree.Descendants())
            {
                if (node is VariableNode { IsClosed: true } variable)
                {
                    yield return new(site, "dropped }}", document.Path, new(variable.Span.End - 2, 2), _ => "", [(document.Path, variable.Span)]);
                    foreach (var fault in InExpression(site, document, variable.Expression)) yield return fault;
                }

                if (node is BlockNode { End: { } end } block) yield return new(site, "dropped end tag", document.Path, end.Span, _ => "", [(document.Path, block.Open.Span)]);
                if (node is not TagNode { IsClosed: true } tag) continue;
                yield return new(site, "dropped %>", document.Path, new(tag.Span.End - 2, 2), _ => "", [(document.Path, tag.Span)]);
                if (tag is { Name: "url", Arguments.Count: > 1 } && !tag.Arguments.Any(argument => argument.Text == "as"))
                    yield return new(site, "dropped argument of url", document.Path, TextSpan.FromBounds(tag.Arguments[^2].Span.End, tag.Arguments[^1].Span.End), _ => "", [(document.Path, tag.Span)]);
                foreach (var text in tag.Arguments.Select(argument => argument.Value.Operand).Where(operand => operand is { Kind: OperandKind.String, IsClosed: true, IsTranslated: false }))
                    yield return new(site, "dropped quote", document.Path, new(text.ContentSpan.End, 1), _ => "", [(document.Path, tag.Span)]);
                if (tag is { Name: "load", Arguments.Count: 1 } && UsesOf(tree, site.Project.Model, tag.Arguments[0].Text) is { Count: > 0 } uses)
                    yield return new(site, "removed load", document.Path, tag.Span, _ => "", [.. uses.Select(span => (document.Path, span))]);
                if (tag.Name is not ("if" or "elif" or "for" or "include" or "with" or "url")) continue;
                foreach (var argument in tag.Arguments.Where(argument => !s_words.Contains(argument.Text)).Where((_, i) => tag.Name != "for" || i > 0))
                {
                    foreach (var fault in InExpression(site, document, argument.Value)) yield return fault;
                }
            }
        }

        /// <summary>A variable's name, and what is asked of it.</summary>
        private static IEnumerable<Fault> InExpression(Site site, Document document, FilterExpression expression)
        {
            if (expression.Operand is not { Kind: OperandKind.Variable, Parts: { Count: > 0 } parts }) yield break;
            // A default says that the name may be missing.
            if (expression.Filters.Any(filter => filter.Name.StartsWith("default", StringComparison.Ordinal))) yield break;
            for (var i = 0; i < parts.Count; i++)
            {
                if (parts[i].Name.Length < 2 || parts[i].Name.All(char.IsAsciiDigit) || s_words.Contains(parts[i].Name)) continue;
                yield return Misspelt(site, document, i == 0 ? "misspelt variable" : "misspelt member", parts[i].Span);
            }
        }

        /// <summary>Where a template uses tags and filters of a library that no other library has.</summary>
        private static List<TextSpan> UsesOf(TemplateTree tree, ProjectModel model, string name)
        {
            var library = model.Tags.Libraries.FirstOrDefault(library => library.Name == name);
            var others = model.Tags.Libraries.Where(other => other != library).ToList();
            return library is null ? [] : [.. TemplateMentions.OfLanguage(tree).Where(mention =>
                mention.Kind == MentionKind.Tag && library.Tags.Any(tag => tag.Name == mention.Name) && !others.Exists(other => other.Tags.Any(tag => tag.Name == mention.Name))
                || mention.Kind == MentionKind.Filter && library.Filters.Any(filter => filter.Name == mention.Name) && !others.Exists(other => other.Filters.Any(filter => filter.Name == mention.Name))).Select(mention => mention.Span)];
        }

        private static IEnumerable<Fault> InSource(Site site, Document document) =>
            CSharpMentions.All(document.File.Facts, site.Project.Model).Where(mention => mention is { IsRequired: true, IsPath: false })
                .Select(mention => Misspelt(site, document, $"misspelt {Name(mention.Kind)} in C#", mention.Span));

        /// <summary>What others name goes away: each of them has to be told of.</summary>
        private static IEnumerable<Fault> Removed(Site site, List<Document> documents)
        {
            var model = site.Project.Model;
            var mentions = documents.SelectMany(document => Mention.All(document).Where(mention => mention is { IsRequired: true, IsPath: false }).Select(mention => (document.Path, Mention: mention))).ToList();
            foreach (var file in model.Templates.All.Concat(model.StaticFiles.All))
            {
                var kind = model.Templates.Find(file.Name) == file ? MentionKind.TemplateName : MentionKind.StaticFile;
                List<(string, TextSpan)> uses = [.. mentions.Where(use => use.Mention.Kind == kind && use.Mention.Name == file.Name && use.Path != file.Path).Select(use => (use.Path, use.Mention.Span))];
                if (uses.Count > 0) yield return new(site, $"removed {Name(kind)}", file.Path, default, null, uses);
            }

            foreach (var fault in RemovedFields(site, documents)) yield return fault;
            foreach (var fault in RemovedBlocks(site, documents)) yield return fault;
            foreach (var url in model.Urls.All)
            {
                if (model.Urls.Find(url.FullName).Count != 1 || url.Entry.Name is not { } name || site.Snapshot.GetDocument(url.Conf.Path) is not { } conf) continue;
                List<(string, TextSpan)> uses = [.. mentions.Where(use => use.Mention.Kind is MentionKind.UrlName or MentionKind.UrlNameOrPath && use.Mention.Name == url.FullName).Select(use => (use.Path, use.Mention.Span))];
                var span = CSharpMentions.SpanOf(url.Entry.Span);
                var end = conf.Text.IndexOf(',', span.End) is var comma and >= 0 && conf.Text[span.End..comma].Trim().Length == 0 ? comma + 1 : span.End;
                if (uses.Count > 0) yield return new(site, "removed route", conf.Path, TextSpan.FromBounds(span.Start, end), _ => "", uses);
            }
        }

        /// <summary>A field that is the only one of its name, so that who asks for it means it.</summary>
        private static IEnumerable<Fault> RemovedFields(Site site, List<Document> documents)
        {
            var names = site.Project.Model.Types.All.SelectMany(type => type.Fact.Properties.Select(property => (Type: type, Property: property))).GroupBy(pair => Names.ToSnakeCase(pair.Property.Name)).Where(group => group.Count() == 1).ToDictionary(group => group.Key, group => group.First());
            var uses = documents.Where(document => document.Kind == DocumentKind.Template).SelectMany(document => Members(document).Select(part => (document.Path, part.Name, part.Span))).ToLookup(use => use.Name);
            foreach (var (name, (type, property)) in names)
            {
                if (site.Snapshot.GetDocument(type.Path) is not { } document || !site.Project.Model.Types.DerivesFrom(type.Fact.FullName, TypeIndex.ModelBase) || !uses.Contains(name)) continue;
                var node = Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(document.Text).GetRoot().FindNode(property.NameSpan).FirstAncestorOrSelf<Microsoft.CodeAnalysis.CSharp.Syntax.PropertyDeclarationSyntax>()!;
                yield return new(site, "removed field", document.Path, CSharpMentions.SpanOf(node.Span), _ => "", [.. uses[name].Select(use => (use.Path, use.Span))]);
            }
        }

        private static IEnumerable<NamePart> Members(Document document) => Mention.TreeOf(document).Descendants().OfType<VariableNode>()
            .Where(variable => !variable.Expression.Filters.Any(filter => filter.Name.StartsWith("default", StringComparison.Ordinal))).SelectMany(variable => variable.Expression.Operand.Parts.Skip(1));

        /// <summary>A block that templates below fill is called otherwise.</summary>
        private static IEnumerable<Fault> RemovedBlocks(Site site, List<Document> documents)
        {
            var blocks = documents.Where(document => document.Kind == DocumentKind.Template).SelectMany(document => Mention.TreeOf(document).Descendants().OfType<BlockNode>()
                .Where(block => block is { Name: "block", Open.Arguments.Count: 1 }).Select(block => (Document: document, Block: block, Name: block.Open.Arguments[0]))).ToList();
            foreach (var (document, block, name) in blocks.Where(pair => ParentOf(pair.Document) is null))
            {
                // For one that is further below, the template between has the block still.
                var template = site.Project.Model.Templates.NameOf(document.Path);
                List<(string, TextSpan)> fillers = [.. blocks.Where(other => other.Name.Text == name.Text && ParentOf(other.Document) == template).Select(other => (other.Document.Path, other.Name.Span))];
                if (fillers.Count > 0 && block.End is { Arguments.Count: 0 }) yield return new(site, "renamed block", document.Path, name.Span, random => Misspell(name.Text, random), fillers);
            }
        }

        /// <summary>The template that one extends; null where it extends none.</summary>
        private static string? ParentOf(Document document) =>
            Mention.TreeOf(document).Descendants().OfType<TagNode>().FirstOrDefault(tag => tag is { Name: "extends", Arguments.Count: 1 })?.Arguments[0].Value.Operand.Text;

        private static Fault Misspelt(Site site, Document document, string kind, TextSpan span) =>
            new(site, kind, document.Path, span, random => Misspell(span.Of(document.Text), random), [(document.Path, span)]);

        private static string Name(MentionKind kind) => kind switch
        {
            MentionKind.UrlName or MentionKind.UrlNameOrPath => "URL name",
            MentionKind.TemplateName => "template",
            MentionKind.StaticFile => "static file",
            MentionKind.Tag => "tag",
            MentionKind.Filter => "filter",
            _ => "library",
        };

        /// <summary>A letter too many, one missing, a wrong one, or two exchanged: as fingers do it.</summary>
        private static string Misspell(string name, Random random)
        {
            while (true)
            {
                var at = random.Next(name.Length);
                var letter = (char)('a' + random.Next(26));
                var wrong = random.Next(4) switch
                {
                    0 when name.Length > 2 => name.Remove(at, 1),
                    1 => name.Insert(at, letter.ToString()),
                    2 when at + 1 < name.Length => name[..at] + name[at + 1] + name[at] + name[(at + 2)..],
                    _ => name[..at] + letter + name[(at + 1)..],
                };
                // The first character decides what a word is; that is another kind of mistake.
                if (wrong != name && char.IsLetter(wrong[0]) == char.IsLetter(name[0]) && !wrong.StartsWith('.') && !wrong.EndsWith('.') && !wrong.Contains("..", StringComparison.Ordinal)) return wrong;
            }
        }
    }
}
