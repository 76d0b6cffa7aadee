namespace Quintet.Views;

/// <summary>
/// The request's body is not read before the view, which reads it as it wants: <see cref="Http.HttpRequest.OpenBody"/> for a stream of any length,
/// <see cref="Http.HttpRequest.ReadFormAsync"/> for a form whose upload handlers it changes first, <see cref="Http.HttpRequest.ReadBodyAsync"/> for bytes.
/// </summary>
/// <remarks>As middleware sees no form, a token (CSRF) can only come in its header.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class RawBodyAttribute : Attribute;
