using Quintet.Reading;

namespace Quintet.Generators;

/// <summary>A view as the manifest binds it.</summary>
/// <param name="Method">The method, as code names it: <c>global::Blog.Views.Detail</c>; of a class-based view its name, <c>Get</c>.</param>
/// <param name="Parameters">Those after the request.</param>
/// <param name="Class">Of a class-based view the class that declares the method; null for a function.</param>
internal sealed record ViewUse(string Method, EquatableArray<ViewParameter> Parameters, string? Class = null);

/// <param name="Name">As the route names it.</param>
/// <param name="Type">As code writes it, with nullability.</param>
/// <param name="TypeOf">As <c>typeof</c> takes it, without that of reference types.</param>
/// <param name="Default">As code writes it; null where the parameter has none.</param>
internal sealed record ViewParameter(string Name, string Type, string TypeOf, string? Default);

/// <summary>What one call of <c>Path</c> or one view class gave.</summary>
internal sealed record ViewReading(EquatableArray<ViewUse> Views, EquatableArray<Finding> Findings);
