namespace Shop;

public partial class ShopApp : AppConfig
{
    public override string Label => "shop";
}
