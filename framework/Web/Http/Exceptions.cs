namespace Quintet.Http;

/// <summary>There is nothing at this address: answered by the 404 page (Django's <c>Http404</c>).</summary>
public class Http404(string message = "") : Exception(message);

/// <summary>No route matches the path: the debug page shows what was tried.</summary>
internal sealed class Http404Unresolved(string path) : Http404($"No route matches {path}.");

/// <summary>Answered by the 403 page (Django's <c>PermissionDenied</c>).</summary>
public sealed class PermissionDenied(string message = "") : Exception(message);

/// <summary>The request is not one that an honest client sends: answered by the 400 page (Django's <c>SuspiciousOperation</c>).</summary>
public class SuspiciousOperation(string message) : Exception(message)
{
    internal virtual int Status => 400;
}

/// <summary>The request is wrong in a way that its sender can put right: answered by the 400 page, which shows the message (Django's <c>BadRequest</c>).</summary>
public class BadRequest(string message) : Exception(message);

/// <summary>A <c>multipart</c> body that is malformed.</summary>
public sealed class MultiPartParserError(string message) : BadRequest(message);

/// <summary>The body, uploaded files apart, is larger than <c>Settings.DataUploadMaxMemorySize</c>: answered by 413.</summary>
public sealed class RequestDataTooBig() : SuspiciousOperation("Request body exceeded Settings.DataUploadMaxMemorySize.")
{
    internal override int Status => 413;
}

/// <summary>A query string or form has more fields than <c>Settings.DataUploadMaxNumberFields</c>.</summary>
public sealed class TooManyFieldsSent() : SuspiciousOperation("The number of GET/POST parameters exceeded Settings.DataUploadMaxNumberFields.");

/// <summary>A form has more files than <c>Settings.DataUploadMaxNumberFiles</c>.</summary>
public sealed class TooManyFilesSent() : SuspiciousOperation("The number of files exceeded Settings.DataUploadMaxNumberFiles.");

/// <summary>The server gave up on the connection: it broke, or was too slow.</summary>
internal sealed class BrokenBody(string message, int status) : SuspiciousOperation(message)
{
    internal override int Status => status;
}

/// <summary>The body was read as a stream already, and is not kept.</summary>
public sealed class RawPostDataException() : InvalidOperationException("You cannot access body after reading from request's data stream");

/// <summary>The Host header names none of <c>Settings.AllowedHosts</c>.</summary>
public sealed class DisallowedHost(string message) : SuspiciousOperation(message);

/// <summary>A redirect leads to an address with a scheme that is not one of the web's.</summary>
public sealed class DisallowedRedirect(string message) : SuspiciousOperation(message);

/// <summary>A header's name or value holds a line break or another control character.</summary>
public sealed class BadHeaderException(string message) : Exception(message);
