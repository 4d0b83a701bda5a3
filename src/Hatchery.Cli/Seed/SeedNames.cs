namespace Hatchery.Cli.Seed;

/// <summary>The names of the set-up that <c>quickstart</c> makes.</summary>
static class SeedNames
{
    public const string ClaimPolicy = "esp32_claim_policy";
    public const string FleetPolicy = "esp32_fleet_policy";
    public const string Template = "esp32_fleet_prov_template";
    public const string Role = "esp32_fleet_prov_role";
    public const string ThingPrefix = "esp32dkc_";
    public const string ThingGroup = "esp32dkc_group";

    /// <summary>The template's one parameter, which each device sends.</summary>
    public const string SerialNumber = "SerialNumber";
}
