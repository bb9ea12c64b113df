//! The closed lists of words about staff.

use crate::codes::codes;

codes! {
    /// Terms of employment. Rules are the same whatever they are.
    EmploymentKind {
        Employee = "employee", "Employee";
        Agency = "agency", "Agency worker";
        SelfEmployed = "self_employed", "Self-employed contractor";
        External = "external", "External author";
    }
}
