using System.Globalization;
using Quintet.Templates;

namespace Shop;

public static class ShopExtras
{
    /// <summary>A price in pounds, and in pence where it is less than one.</summary>
    [TemplateFilter]
    public static string Price(decimal value) => value < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:0}p")
        : string.Create(CultureInfo.InvariantCulture, $"£{value:0.00}");
}
