namespace Quintet.Http;

/// <summary>There is nothing at this address: answered by the 404 page (Django's <c>Http404</c>).</summary>
public class Http404(string message = "") : Exception(message);

/// <summary>No route matches the path: the debug page shows what was tried.</summary>
internal sealed class Http404Unresolved(string path) : Http404($"No route matches {path}.");

/// <summary>Answered by the 403 page (Django's <c>PermissionDenied</c>).</summary>
public sealed class PermissionDenied(string message = "") : Exception(message);

/// <summary>The request is not one that an honest client sends: answered by the 400 page (Django's <c>SuspiciousOperation</c>).</summary>
public class SuspiciousOperation(string message) : Exception(message);

/// <summary>The Host header names none of <c>Settings.AllowedHosts</c>.</summary>
public sealed class DisallowedHost(string message) : SuspiciousOperation(message);

/// <summary>A header's name or value holds a line break or another control character.</summary>
public sealed class BadHeaderException(string message) : Exception(message);
