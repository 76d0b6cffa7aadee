namespace Quintet.Routing;

/// <summary>A converter of an app's own; the generator writes one into the manifest for each <see cref="Urls.PathConverterAttribute"/>.</summary>
/// <param name="Name">The name that routes write.</param>
/// <param name="Create">Makes it, once.</param>
public sealed record PathConverterRegistration(string Name, Func<PathConverter> Create);
