namespace Hatchery.Server.Diagnosis;

/// <summary>As what a text occurs in an attempt.</summary>
[Flags]
enum HandleKinds
{
    None = 0,
    Address = 1,
    Client = 2,
    Certificate = 4,
    Thing = 8,
    Parameter = 16,
}
