// Command mockstar conducts and grades text mock interviews.
package main

func main() {}
