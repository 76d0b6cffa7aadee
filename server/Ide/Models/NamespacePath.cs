namespace Quintet.Ide;

/// <summary>The URL namespaces around an entry, from the outside in: each has an instance name and, mostly, an application name.</summary>
internal sealed record NamespacePath(IReadOnlyList<(string Instance, string Application)> Parts)
{
    public static readonly NamespacePath Root = new([]);

    public NamespacePath Enter(string instance, string application) => new([.. Parts, (instance, application)]);

    /// <summary>The full name by instances: the one that always means this very entry.</summary>
    public string Instance(string name) => string.Join(':', [.. Parts.Select(part => part.Instance), name]);

    /// <summary>Every full name that can mean the entry: each namespace may be called by its application's name, too.</summary>
    public IEnumerable<(string FullName, bool IsInstance)> Names(string name)
    {
        List<(string Prefix, bool IsInstance)> prefixes = [("", true)];
        foreach (var (instance, application) in Parts)
        {
            var next = prefixes.Select(prefix => (prefix.Prefix + instance + ":", prefix.IsInstance)).ToList();
            if (application.Length > 0 && application != instance) next.AddRange(prefixes.Select(prefix => (prefix.Prefix + application + ":", false)));
            prefixes = next;
        }

        return prefixes.Select(prefix => (prefix.Prefix + name, prefix.IsInstance));
    }
}
