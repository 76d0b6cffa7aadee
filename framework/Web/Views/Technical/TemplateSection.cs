namespace Quintet.Views.Technical;

/// <summary>The part of the error page that shows where in a template something failed.</summary>
internal static class TemplateSection
{
    public static void Write(PageWriter page, Exception exception)
    {
    }
}
