namespace Quintet.Views;

/// <summary>An address of this view that lacks the slash at its end is not led on to the one with it (Django's <c>no_append_slash</c>).</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class NoAppendSlashAttribute : Attribute;
