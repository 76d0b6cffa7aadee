namespace Quintet.Http;

/// <summary>A request has come in; nothing of it was done yet. An error in a receiver becomes the answer.</summary>
/// <param name="Request">The request.</param>
public sealed record RequestStarted(HttpRequest Request);

/// <summary>A request was answered, and the answer sent. An error in a receiver is logged.</summary>
/// <param name="Request">The request.</param>
/// <param name="Response">The answer, whose body is gone already.</param>
public sealed record RequestFinished(HttpRequest Request, HttpResponse Response);

/// <summary>A view or a middleware threw what nobody expected; the answer is an error page.</summary>
/// <param name="Request">The request.</param>
/// <param name="Exception">What was thrown.</param>
public sealed record GotRequestException(HttpRequest Request, Exception Exception);
