namespace ArchitectureTests;

/// <summary>What a layer must not know, seen in what its assembly really refers to.</summary>
public class Layers
{
    public static TheoryData<string, string[]> Forbidden => new()
    {
        { "framework/Core", ["Quintet.", "Microsoft.AspNetCore", "Microsoft.CodeAnalysis", "StreamJsonRpc", "Microsoft.Data"] },
        { "framework/Templates", ["Quintet.Web", "Quintet.Routing", "Quintet.Db", "Microsoft.AspNetCore", "Microsoft.CodeAnalysis", "StreamJsonRpc", "Microsoft.Data"] },
        { "framework/Routing", ["Quintet.Web", "Quintet.Templates", "Microsoft.AspNetCore", "Microsoft.CodeAnalysis", "StreamJsonRpc", "Microsoft.Data"] },
        { "framework/Schema", ["Quintet.Web", "Quintet.Db", "Microsoft.AspNetCore", "Microsoft.CodeAnalysis", "StreamJsonRpc", "Microsoft.Data"] },
        { "framework/Db", ["Quintet.Web", "Quintet.Templates", "Microsoft.AspNetCore", "Microsoft.CodeAnalysis", "StreamJsonRpc"] },
        { "framework/Reading", ["Quintet.", "Microsoft.AspNetCore", "StreamJsonRpc"] },
        { "framework/Web", ["Microsoft.CodeAnalysis", "StreamJsonRpc", "Quintet.Reading", "Quintet.Ide"] },
        { "server/Ide", ["StreamJsonRpc", "Microsoft.AspNetCore", "Quintet.Web", "Quintet.Db"] },
    };

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void An_assembly_does_not_refer_to_what_its_layer_must_not_know(string folder, string[] prefixes)
    {
        var found = Repository.Assemblies[folder].GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
        Assert.Empty(found);
    }

    [Fact]
    public void Only_the_executable_knows_how_messages_are_carried()
    {
        var knowing = Repository.Assemblies
            .Where(a => a.Value.GetReferencedAssemblies().Any(r => r.Name == "StreamJsonRpc"))
            .Select(a => a.Key);
        Assert.Equal(["server/Lsp"], knowing);
    }

    [Fact]
    public void Types_of_the_protocol_stand_in_the_server_only()
    {
        // Names that the LSP specification gives to its structures; a feature returns plain records of other names.
        string[] prefixes = ["TextDocument", "Initialize", "PublishDiagnostics", "WorkspaceEdit", "ServerCapabilities", "ClientCapabilities", "MarkupContent", "LocationLink"];
        var found = Repository.Assemblies
            .Where(a => a.Key != "server/Lsp")
            .SelectMany(a => a.Value.GetTypes())
            .Where(type => prefixes.Any(prefix => type.Name.StartsWith(prefix, StringComparison.Ordinal)))
            .Select(type => type.FullName);
        Assert.Empty(found);
    }
}
