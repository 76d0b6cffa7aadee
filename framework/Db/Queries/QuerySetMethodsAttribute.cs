namespace Quintet.Db;

/// <summary>
/// On a static partial class: its extension methods of <c>QuerySet&lt;Book&gt;</c> are verbs of an app's own (Django's <c>as_manager()</c>). They are generated
/// for managers too, so that <c>Book.Objects.Published()</c> and <c>author.Books.Published()</c> work; a template says <c>author.books.published</c>;
/// inside of a lambda they are part of the query.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class QuerySetMethodsAttribute : Attribute;
