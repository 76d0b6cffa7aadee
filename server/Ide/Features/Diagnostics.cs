using System.Collections.Concurrent;
using Quintet.Reading;
using Quintet.Routing;
using Quintet.Templates;
using Quintet.Text;

namespace Quintet.Ide;

/// <summary>What is wrong in a file or in a whole project. That something is missing is only said where everything that could be it is known.</summary>
public static class Diagnostics
{
    // What a list can show; a template of megabytes with one name wrong would have a list of megabytes.
    private const int MostOfTypes = 500;

    /// <summary>The diagnostics of one file, in the order of their places. Empty for a file that belongs to no project.</summary>
    public static IReadOnlyList<Diagnostic> Of(Snapshot snapshot, string path, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return snapshot.GetDocument(path) is { } document ? Of(snapshot, document, cancellation) : [];
    }

    /// <summary>The files of a project that have diagnostics, by path: what <c>quintet check</c> prints.</summary>
    /// <param name="snapshot">All files.</param>
    /// <param name="project">One of its projects.</param>
    /// <param name="done">Is called after each file, by several threads.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IReadOnlyList<FileDiagnostics> OfProject(Snapshot snapshot, Project project, Action? done = null, CancellationToken cancellation = default)
    {
        // What takes longest goes step by step, source, generator, types, and keeps half of the processors busy: what needs no types is read beside it.
        var untyped = Task.Run(() => ReadUntyped(snapshot, project), CancellationToken.None);
        project.Compilation.Hurry();
        untyped.GetAwaiter().GetResult();
        // Every file with models waits for what all of them are together, which one thread works out: it begins at once, beside the templates, and those files come last.
        var model = project.Model;
        var migrations = Task.Run(() => model.Migrations, CancellationToken.None);
        snapshot.ScopesOf(project).Hurry();
        var files = Partitioner.Create(project.Assets.Keys.Concat(project.Sources.Keys), EnumerablePartitionerOptions.NoBuffering).AsParallel().WithCancellation(cancellation)
            .Select(path =>
            {
                var found = model.KindOf(path) == DocumentKind.Other ? [] : Of(snapshot, path, cancellation);
                done?.Invoke();
                return new FileDiagnostics(path, found);
            })
            .Where(file => file.Items.Count > 0)
            .AsEnumerable().OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        migrations.GetAwaiter().GetResult();
        return files;
    }

    private static void ReadUntyped(Snapshot snapshot, Project project)
    {
        snapshot.ScopesOf(project).ReadUsers();
        foreach (var package in project.Packages.All) package.Models(project.Compilation.Source);
    }

    /// <summary>
    /// The templates whose diagnostics may be others after a change of some files: of a template those that show it and that it shows, of anything else all of the project.
    /// </summary>
    public static IEnumerable<string> TemplatesTouchedBy(Snapshot snapshot, IReadOnlyCollection<string> changed) => snapshot.Projects.SelectMany(project =>
    {
        var own = changed.Where(path => snapshot.FindOwner(path) == project || Paths.IsBelow(path, project.Folder)).ToList();
        if (own.Count == 0) return [];
        var names = own.Select(path => project.Model.KindOf(path) == DocumentKind.Template ? project.Model.Templates.NameOf(path) : null).ToList();
        return names.Contains(null)
            ? project.Model.Templates.All.Where(file => file.Package is null).Select(file => file.Path)
            : names.SelectMany(name => snapshot.ScopesOf(project).RelativesOf(name!)).Distinct().Select(name => project.Model.Templates.Find(name)).OfType<NamedFile>().Where(file => file.Package is null).Select(file => file.Path);
    });

    private static IReadOnlyList<Diagnostic> Of(Snapshot snapshot, Document document, CancellationToken cancellation)
    {
        if (document.Project is not { } project) return [];
        IEnumerable<Diagnostic> found = document.Kind switch
        {
            // An image among the templates is none.
            DocumentKind.Template when !document.Text.Contains('\0') => OfTemplate(snapshot, project, document, cancellation),
            DocumentKind.CSharp => OfSource(project, document, cancellation),
            _ => [],
        };
        return Wanted(snapshot, document, found.OrderBy(diagnostic => diagnostic.Span.Start).ToList());
    }

    /// <summary>What is left of the findings when the file's own instructions and the <c>.editorconfig</c> files have been followed.</summary>
    private static IReadOnlyList<Diagnostic> Wanted(Snapshot snapshot, Document document, List<Diagnostic> found)
    {
        if (found.Count == 0) return [];
        var suppressions = Suppressions.Of(document);
        return [.. from diagnostic in found
                   where !suppressions.Cover(diagnostic)
                   let severity = snapshot.Severities.Of(document.Path, diagnostic)
                   where severity is not null
                   select diagnostic with { Severity = severity.Value }];
    }

    private static IEnumerable<Diagnostic> OfTemplate(Snapshot snapshot, Project owner, Document document, CancellationToken cancellation)
    {
        var project = owner.Model;
        var tree = Mention.TreeOf(document);
        // A library that we do not know may bring any tag and filter; where apps come from elsewhere, it may well exist.
        var loaded = tree.Descendants().OfType<Quintet.Templates.Syntax.TagNode>().Where(tag => tag is { Name: "load", IsClosed: true }).SelectMany(LibrariesOf).ToHashSet();
        var allKnown = loaded.All(name => project.Tags.Libraries.Any(library => library.Name == name));
        foreach (var error in TemplateCheck.Run(tree, project.Tags.Libraries))
        {
            if (error.Id is "QT1004" or "QT1005" && (!allKnown || !project.Settings.AreBuiltinsKnown)) continue;
            if (error.Id == "QT1009" && !project.Settings.AreLibrariesComplete) continue;
            yield return Make(error.Id, error.Span, error.Message, error.IsFatal ? null : DiagnosticSeverity.Warning);
        }

        foreach (var mention in Mention.All(document))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Missing(project, mention) is { } diagnostic) yield return diagnostic;
        }

        foreach (var form in FormCheck.Run(snapshot.ScopesOf(owner), tree)) yield return Make("QT1018", form, DiagnosticTable.PostWithoutToken.Format());
        if (project.Templates.NameOf(document.Path) is { } name && project.Templates.Find(name)?.Path == document.Path)
        {
            foreach (var (rule, span, message) in new VariableCheck(snapshot, owner).Run(name, tree).Take(MostOfTypes))
            {
                cancellation.ThrowIfCancellationRequested();
                yield return Make(rule.Id, span, message);
            }
        }

        if (!project.Urls.IsComplete) yield break;
        foreach (var tag in tree.Descendants().OfType<Quintet.Templates.Syntax.TagNode>())
        {
            if (UrlArguments.Check(project.Urls, tag) is var (span, message)) yield return Make("QT2002", span, message);
        }
    }

    private static IEnumerable<string> LibrariesOf(Quintet.Templates.Syntax.TagNode load)
    {
        // "load name… from library" takes single tags and filters out of one library.
        if (load.Arguments.Count >= 3 && load.Arguments[^2].Text == "from") return [load.Arguments[^1].Text];
        return load.Arguments.Select(argument => argument.Text);
    }

    private static IEnumerable<Diagnostic> OfSource(Project owner, Document document, CancellationToken cancellation)
    {
        var project = owner.Model;
        var (path, facts) = (document.Path, document.File.Facts);
        foreach (var mention in CSharpMentions.All(facts, project))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Missing(project, mention) is { } diagnostic) yield return diagnostic;
        }

        // Where a list of routes is computed, nothing is claimed about names; it is said here, once, so that the silence is not taken for consent.
        if (project.Urls.DynamicAt is var (dynamicPath, dynamicAt) && Paths.Comparer.Equals(dynamicPath, path))
            yield return Make("QT2007", CSharpMentions.SpanOf(dynamicAt), DiagnosticTable.UrlNamesNotAllKnown.Format());

        foreach (var wrong in project.Settings.NotApps.Where(wrong => Paths.Comparer.Equals(wrong.Path, path)))
            yield return Make("QT6014", CSharpMentions.SpanOf(wrong.Type.Span), DiagnosticTable.NotAnApp.Format(wrong.Type.Text));

        foreach (var (rule, span, message) in MigrationDiagnostics.Of(project, facts).Concat(FieldPathFeatures.Diagnose(project, document))) yield return Make(rule.Id, span, message);

        foreach (var entry in facts.Types.SelectMany(type => type.UrlLists.Select(named => named.List).Prepend(type.UrlPatterns)).SelectMany(Entries))
        {
            if (entry.Route is not { IsClosed: true } route) continue;
            UrlRoute parsed = entry.IsRegex ? RegexPattern.Parse(route.Value) : RoutePattern.Parse(route.Value, project.Urls.Converters);
            foreach (var error in parsed.Errors)
            {
                // An app from elsewhere may bring a converter.
                if (!project.Settings.AreLibrariesComplete && error.Message.Contains("invalid converter", StringComparison.Ordinal)) continue;
                var span = route.IsExact ? new TextSpan(route.Content.Start + error.Span.Start, error.Span.Length) : CSharpMentions.SpanOf(route.Span);
                yield return Make("QT2003", span, error.Message);
            }

            if (parsed.Errors.Count == 0 && entry.Include is null && project.Urls.ShadowOf(path, entry) is { } first) yield return Shadowed(owner, entry, route, first);
        }
    }

    /// <summary>A route that another takes all paths from, with the place of that one.</summary>
    private static Diagnostic Shadowed(Project owner, UrlEntry entry, StringFact route, ResolvedRoute first)
    {
        var (path, span) = (first.Conf.Path, CSharpMentions.SpanOf(first.Entry.Route?.Span ?? first.Entry.Span));
        var place = owner.Shown(path) + (owner.Sources.TryGetValue(path, out var file) ? $":{file.Lines.GetPosition(span.Start).Line + 1}" : "");
        return Make("QT2010", CSharpMentions.SpanOf(route.Span), DiagnosticTable.ShadowedRoute.Format(route.Value, first.Shown, place)) with
        {
            Related = file is null ? null : new(path, span, $"The route '{first.Shown}', which is tried first."),
        };
    }

    /// <summary>The entries of a list and of those that are written inside of it.</summary>
    private static IEnumerable<UrlEntry> Entries(UrlList? list) =>
        list is null ? [] : list.Entries.Items.SelectMany(entry => Entries(entry.Include?.List).Prepend(entry));

    /// <summary>The diagnostic for a name that nothing has; null where something has it, or might.</summary>
    private static Diagnostic? Missing(ProjectModel project, Mention mention)
    {
        if (!mention.IsRequired || mention.IsPath) return null;
        switch (mention.Kind)
        {
            case MentionKind.UrlName or MentionKind.UrlNameOrPath when project.Urls.IsComplete && project.Urls.Find(mention.Name).Count == 0:
                return Make("QT2001", mention.Span, DiagnosticTable.UnknownUrlName.Format(mention.Name, DidYouMean.Sentence(mention.Name, project.Urls.Names)));
            case MentionKind.TemplateName when project.Settings.AreTemplatesComplete && project.Templates.Find(mention.Name) is null:
                return Make("QT1010", mention.Span, NotFound($"Template '{mention.Name}' was not found", project.Templates, mention.Name));
            case MentionKind.StaticFile when project.Settings.AreStaticFilesComplete && mention.Name.Length > 0 && project.StaticFiles.Find(mention.Name) is null:
                return IsOtherHost(mention.Name) ? null : Make("QT4001", mention.Span, DiagnosticTable.StaticFileNotFound.Format(mention.Name, DidYouMean.Sentence(mention.Name, project.StaticFiles.Names)));
            default:
                return null;
        }
    }

    private static bool IsOtherHost(string path) => path.StartsWith("//", StringComparison.Ordinal) || path.Contains("://", StringComparison.Ordinal);

    private static string NotFound(string what, FileInventory inventory, string name)
    {
        var hint = DidYouMean.Sentence(name, inventory.Names);
        return hint.Length > 0 ? $"{what}.{hint}" : $"{what}. Looked in: {string.Join(", ", inventory.Folders.Select(folder => Path.Combine(folder.Origin ?? "", Path.GetFileName(folder.Folder))))}.";
    }

    private static Diagnostic Make(string id, TextSpan span, string message, DiagnosticSeverity? severity = null) =>
        new(id, severity ?? SeverityOf(id), span, message);

    private static DiagnosticSeverity SeverityOf(string id) => DiagnosticTable.Find(id)?.Severity switch
    {
        RuleSeverity.Warning => DiagnosticSeverity.Warning,
        RuleSeverity.Information => DiagnosticSeverity.Information,
        RuleSeverity.Hint => DiagnosticSeverity.Hint,
        _ => DiagnosticSeverity.Error,
    };
}
