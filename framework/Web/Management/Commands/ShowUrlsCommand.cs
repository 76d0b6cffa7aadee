using Quintet.Routing;
using Quintet.Urls;

namespace Quintet.Management.Commands;

/// <summary><c>showurls</c>: every route with its view and its name.</summary>
internal sealed class ShowUrlsCommand : Command
{
    public override string Help => "Shows every route with its view and its name.";

    public override Task<int> Execute(CommandArguments arguments)
    {
        var rows = Application.Current.Urls.Chains().Select(chain =>
        {
            var leaf = (UrlLeaf)chain[^1];
            var namespaces = chain.OfType<UrlBranch>().Select(branch => branch.Namespace).OfType<string>();
            return (Route: "/" + string.Concat(chain.Select(node => node.Pattern.Route)), View: ((ViewTarget)leaf.Target).Name, Name: leaf.Name is null ? "" : string.Join(':', [.. namespaces, leaf.Name]));
        }).ToList();
        var first = rows.Select(row => row.Route.Length).DefaultIfEmpty().Max() + 2;
        var second = rows.Select(row => row.View.Length).DefaultIfEmpty().Max() + 2;
        foreach (var row in rows) Out.WriteLine($"{row.Route.PadRight(first)}{row.View.PadRight(second)}{row.Name}".TrimEnd());
        return Task.FromResult(0);
    }
}
