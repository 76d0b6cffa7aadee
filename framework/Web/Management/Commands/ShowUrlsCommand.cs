using Quintet.Routing;
using Quintet.Urls;

namespace Quintet.Management.Commands;

/// <summary><c>showurls</c>: every route with its view and its name.</summary>
internal sealed class ShowUrlsCommand : Command
{
    public override string Help => "Shows every route with its view and its name.";

    public override void AddArguments(ArgumentParser parser) => parser.Flag("--json", "As a JSON list of objects with route, view and name.");

    public override Task<int> Execute(CommandArguments arguments)
    {
        var rows = Application.Current.Urls.Chains().Select(chain =>
        {
            var leaf = (UrlLeaf)chain[^1];
            var namespaces = chain.OfType<UrlBranch>().Select(branch => branch.Namespace).OfType<string>();
            return (Route: "/" + UrlTree.JoinRoutes(chain.Select(node => node.Pattern.Route)), View: ((ViewTarget)leaf.Target).Name, Name: leaf.Name is null ? "" : string.Join(':', [.. namespaces, leaf.Name]));
        }).ToList();
        if (arguments.Flag("--json")) JsonOutput.Write(Out, rows, static (json, row) =>
        {
            json.WriteString("route", row.Route);
            json.WriteString("view", row.View);
            json.WriteString("name", row.Name.Length > 0 ? row.Name : null);
        });
        else Terminal.WriteTable(["Route", "View", "Name"], [.. rows.Select(row => (string[])[row.Route, row.View, row.Name])]);
        return Task.FromResult(0);
    }
}
